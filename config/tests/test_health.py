"""What probes are told."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from config import ready
from config.embedded.progress import Embedded
from config.tests.world import make_band, make_space, place


def test_health_is_ok_and_asks_nobody(client):
    """CONTRACT D14: without a database."""
    answer = client.get("/health")
    assert answer.json() == {"status": "ok"}
    assert "no-cache" in answer["Cache-Control"]


@pytest.mark.parametrize("path", ["/health", "/ready"])
def test_probes_only_read(client, path):
    assert client.post(path).status_code == 405


@pytest.mark.django_db
def test_ready_when_every_text_has_its_vector(client):
    """RELIABILITY D12."""
    place(make_space(), make_band(), [1, 0, 0, 0])
    answer = client.get("/ready")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ready",
        "checks": {
            "database": True,
            "migrations": True,
            "pgvector": True,
            "vectors": True,
            "embedded": 1,
            "texts": 1,
        },
    }


@pytest.mark.django_db
def test_not_ready_before_the_catalogue_is_embedded(client):
    make_space()
    make_band()
    answer = client.get("/ready")
    assert answer.status_code == 503
    assert answer.json()["checks"] | {"vectors": False, "embedded": 0} == answer.json()["checks"]


@pytest.mark.django_db
def test_not_ready_before_its_migrations(client):
    MigrationRecorder(connection).record_unapplied("embeddings", _newest("embeddings"))
    answer = client.get("/ready")
    assert answer.status_code == 503
    assert not answer.json()["checks"]["migrations"]


def test_not_ready_without_a_database(client, monkeypatch, django_db_blocker):
    """No exception text either (CONTRACT P4)."""
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")
    with django_db_blocker.unblock():
        connection.close()
        answer = client.get("/ready")
    assert answer.status_code == 503
    assert answer.json() == {"status": "not ready", "checks": {"database": False}}


@pytest.mark.parametrize(
    ("vectors", "covered"),
    [
        (Embedded(0, 0, 0), True),
        (Embedded(99, 100, 0), True),
        (Embedded(90, 100, 0), False),
        (Embedded(99, 100, 1), False),
    ],
)
def test_one_edited_text_does_not_take_the_site_away_but_a_forgotten_one_does(vectors, covered):
    assert ready.is_covered(vectors) == covered


def _newest(app: str) -> str:
    return next(name for label, name in ready._newest_migrations() if label == app)
