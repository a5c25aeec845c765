"""Static files are collected when they changed, and only then."""

import shutil
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import storages

from config import static_files

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static_files.StaticFiles"},
}


@pytest.fixture
def sources(settings, tmp_path: Path) -> Path:
    """One folder of our own and no app's; the storage forgets what it read before."""
    folder = tmp_path / "static"
    folder.mkdir()
    (folder / "site.css").write_text("body { color: black }\n" * 100)
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATICFILES_DIRS = [folder]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = STORAGES
    return folder


def collected(settings) -> set[str]:
    return {path.name for path in Path(settings.STATIC_ROOT).iterdir()}


def test_files_are_hashed_and_compressed(settings, sources):
    assert static_files.collect_if_changed()
    names = collected(settings)
    assert "staticfiles.json" in names
    assert any(name.startswith("site.") and name.endswith(".css.br") for name in names)
    assert staticfiles_storage.url("site.css") != "/static/site.css"


def test_unchanged_files_are_left_alone(sources):
    static_files.collect_if_changed()
    assert not static_files.collect_if_changed()


def test_a_changed_file_is_collected_again(settings, sources):
    static_files.collect_if_changed()
    before = collected(settings)
    (sources / "site.css").write_text("body { color: white }\n" * 100)
    assert static_files.collect_if_changed()
    assert collected(settings) - before


def test_a_removed_collection_is_made_again(settings, sources):
    static_files.collect_if_changed()
    shutil.rmtree(settings.STATIC_ROOT)
    assert static_files.collect_if_changed()
    assert storages["staticfiles"].exists("staticfiles.json")
