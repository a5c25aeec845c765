"""A curator's Save never waits for a broker that is away (RELIABILITY F3, fact 5)."""

import os
import socket
import subprocess
import sys

import pytest

from embeddings.hints import hint_after_commit

SAVE = """
import django
django.setup()
from config.hints import hint
from embeddings.tasks import embed_pending
for _ in range(3):
    hint(embed_pending)
print("saved")
"""
HANG_GUARD = 30  # seconds; without time-outs of our own the client waits for ever


@pytest.fixture
def deaf_broker():
    """It accepts connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"redis://127.0.0.1:{listening.getsockname()[1]}/0"


@pytest.fixture
def refusing_broker():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # and never listens
        yield f"redis://127.0.0.1:{closed.getsockname()[1]}/0"


@pytest.mark.parametrize("broker", ["deaf_broker", "refusing_broker"])
def test_saving_goes_on_without_a_broker(broker, request):
    done = subprocess.run(
        [sys.executable, "-c", SAVE],
        env=os.environ | {"REDIS_URL": request.getfixturevalue(broker)},
        capture_output=True,
        text=True,
        timeout=HANG_GUARD,
        check=True,
    )

    assert done.stdout == "saved\n"
    assert done.stderr.count("no hint to the workers") == 3


@pytest.mark.django_db
def test_a_hint_waits_for_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting:
        hint_after_commit()

    assert len(waiting) == 1
