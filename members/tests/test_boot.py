"""A start with a key that cannot keep tokens safe (CONTRACT D12; RELIABILITY S4)."""

import os
import subprocess
import sys

import pytest

from config.env import BASE_DIR

GOOD = "dGVzdHMtb25seS1rZXktb2YtdGhpcnR5LXR3by1ieXRlcy4u"
NO_SIGNATURE = """
from config.settings_test import *

SIMPLE_JWT = SIMPLE_JWT | {"ALGORITHM": "none"}
"""


def start(tmp_path, key: str, settings: str = "config.settings") -> subprocess.CompletedProcess:
    environment = os.environ | {
        "DIGGINDIE_HOME": str(tmp_path),
        "DJANGO_SECRET_KEY": "x" * 50,
        "DJANGO_SETTINGS_MODULE": settings,
        "ENV_FILE": os.devnull,
        "JWT_SECRET_KEY": key,
        "PYTHONPATH": str(tmp_path),
    }
    return subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        cwd=BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("key", "complaint"),
    [
        ("", "at least 32 bytes"),
        ("not base64 at all!", "standard base64"),
        ("_-" + GOOD[2:], "standard base64"),
        (GOOD[:40], "at least 32 bytes"),
    ],
    ids=["missing", "not base64", "URL-safe", "short"],
)
def test_a_bad_key_stops_the_start(tmp_path, key, complaint):
    """RELIABILITY S4: 4 of 5."""
    started = start(tmp_path, key)

    assert started.returncode == 1
    assert "JWT_SECRET_KEY" in started.stderr.splitlines()[-1]
    assert complaint in started.stderr.splitlines()[-1]


def test_another_algorithm_stops_the_start(tmp_path):
    """RELIABILITY S4: 5 of 5, `none`."""
    (tmp_path / "unsigned.py").write_text(NO_SIGNATURE)

    started = start(tmp_path, GOOD, "unsigned")

    assert started.returncode == 1
    assert "HS256 only" in started.stderr.splitlines()[-1]


def test_a_good_key_starts(tmp_path):
    assert start(tmp_path, GOOD).returncode == 0
