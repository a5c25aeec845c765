"""The stack and the layout are the ones agreed on, and each part has its reason."""

import re
import tomllib

import pytest

from config.embedded.layout import ROOT

FIXED = [
    "bands",
    "members",
    "recommendations",
    "embeddings",
    "config",
    "templates",
    "static",
    "manage.py",
    "requirements.txt",
    "docker-compose.yml",
]
NAMED = [
    "django",
    "djangorestframework",
    "djangorestframework-simplejwt",
    "psycopg",
    "pgvector",
    "openai",
    "scikit-learn",
    "numpy",
    "celery",
    "redis",
]


def declared() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def name_of(requirement: str) -> str:
    return re.match(r"[A-Za-z0-9-]+", requirement).group().lower()


def packages() -> set[str]:
    project = declared()
    all_of = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    return {name_of(requirement) for requirement in all_of}


@pytest.mark.parametrize("place", FIXED)
def test_the_top_level_is_the_agreed_one(place):
    """CONTRACT D58, D61."""
    assert (ROOT / place).exists()


@pytest.mark.parametrize("package", NAMED)
def test_the_named_packages_are_used(package):
    """CONTRACT D2, D3, D5, D6: Django and its ORM in the place of FastAPI and SQLAlchemy."""
    assert package in packages()


def test_python_3_12_is_among_the_supported_ones():
    """CONTRACT D7."""
    assert declared()["project"]["requires-python"] == ">=3.11,<3.14"


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_everything_installed_is_pinned_with_hashes(lock):
    """CONTRACT D8."""
    blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text())
    pinned = [block for block in blocks if re.match(r"[a-z0-9][\w.-]*(\[[\w,]+\])?==", block)]

    assert len(pinned) > 40
    assert all("--hash=sha256:" in block for block in pinned)
    assert "://" not in (ROOT / lock).read_text()


def test_every_dependency_has_its_reason():
    """CONTRACT S112."""
    reasons = (ROOT / "docs/decisions/0008-dependencies.md").read_text().lower()

    unexplained = {package for package in packages() if package not in reasons}

    assert not unexplained


def test_every_decision_is_listed():
    """CONTRACT S112."""
    folder = ROOT / "docs/decisions"
    index = (folder / "README.md").read_text()

    pages = sorted(page.name for page in folder.glob("0*.md"))

    assert pages == re.findall(r"\((0\d{3}-[\w-]+\.md)\)", index)
