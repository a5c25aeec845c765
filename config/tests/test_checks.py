"""System checks: each fault is found, and a sound site has none."""

import pytest
from django.core.checks import run_checks
from django.db import connection

from config import checks


def ids(**options) -> set[str]:
    return {message.id for message in run_checks(**options)}


@pytest.mark.django_db
def test_a_sound_site_has_no_fault():
    assert not [found for found in ids(databases=["default"]) if found.startswith("diggindie")]


@pytest.mark.django_db
def test_pgvector_must_be_recent(monkeypatch):
    monkeypatch.setattr(checks, "OLDEST_PGVECTOR", (99,))
    assert "diggindie.E001" in ids(databases=["default"])


def test_debug_does_not_go_with_https(settings):
    settings.DEBUG = settings.HTTPS = True
    assert "diggindie.E002" in ids()


def test_the_broker_must_wait_for_tasks(settings):
    settings.CELERY_TASK_TIME_LIMIT = 60
    assert "diggindie.E003" in ids()


def test_an_unused_key_is_worth_a_word(settings):
    settings.OPENAI_API_KEY = "sk-made-up"
    assert "diggindie.W001" in ids()


def test_a_public_site_names_its_hosts(settings):
    settings.HTTPS, settings.ALLOWED_HOSTS = True, ["localhost"]
    assert "diggindie.W002" in ids(include_deployment_checks=True)


def test_link_checks_pass_the_guard_outside_of_tests(settings):
    settings.LINK_CHECK_STAND_INS = {"www.youtube.com": ("127.0.0.1", 9)}
    assert "diggindie.W003" in ids()


@pytest.mark.django_db
def test_searches_are_exact():
    """CONTRACT A1: behind a filter an approximate index finds fewer rows than asked for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexdef ~ 'hnsw|ivfflat'")
        assert cursor.fetchall() == []
