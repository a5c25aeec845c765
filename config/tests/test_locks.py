"""The lock files: complete, hashed, the same in both, and above what is known to be unsafe."""

import re
import tomllib

import pytest
from packaging.version import Version

from config.embedded.layout import ROOT

PINNED = re.compile(r"^([\w.-]+)==([\w.]+)", re.MULTILINE)
FLOORS = {  # RELIABILITY 2.5
    "django": "5.2.19",
    "djangorestframework": "3.17.2",
    "djangorestframework-simplejwt": "5.5.1",
    "pyjwt": "2.4",
}


def pins(name: str) -> dict[str, str]:
    return dict(PINNED.findall((ROOT / name).read_text()))


def wanted(project: dict) -> set[str]:
    return {re.match(r"[\w.-]+", line)[0].lower() for line in project}


def test_every_dependency_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert wanted(project["project"]["dependencies"]) <= pins("requirements.txt").keys()
    assert wanted(project["dependency-groups"]["dev"]) <= pins("requirements-dev.txt").keys()


def test_tests_run_with_the_versions_that_serve():
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


def test_the_graph_extra_adds_to_what_serves_and_is_in_no_other_lock():
    """CONTRACT O9. PyTorch itself has the extra's pin: its build is the machine's choice."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["project"]["optional-dependencies"]["graph"] == ["torch==2.13.0"]
    assert pins("requirements.txt").items() <= pins("requirements-graph.txt").items()
    assert not any("torch" in pins(f"requirements{name}.txt") for name in ("", "-dev", "-graph"))


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-dev.txt", "requirements-graph.txt"]
)
def test_every_pin_has_hashes_and_no_address(name):
    text = (ROOT / name).read_text()
    blocks = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_no_version_with_a_known_hole(name, floor):
    assert Version(pins("requirements.txt")[name]) >= Version(floor)
