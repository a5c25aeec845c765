"""Under which circumstances a run was made; nothing that names a machine or a person."""

import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version

import psutil

from config.embedded.layout import ROOT

PACKAGES = ("django", "numpy", "scikit-learn", "gunicorn")


def circumstances(
    arguments: Sequence[str] | None, versions: tuple[str, str], busy: float
) -> dict[str, str]:
    """`busy`: how many processes wanted to run before the first measurement."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "command": " ".join(["python -m recommendations.benchmarks", *given]),
        "commit": _commit(),
        "machine": f"{_machine()}; load average {busy:.1f} beforehand",
        "software": _software(*versions),
    }


def _machine() -> str:
    cores, memory = psutil.cpu_count(), psutil.virtual_memory().total / 2**30
    return f"{cores} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}"


def _software(postgres: str, pgvector: str) -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    python = platform.python_version()
    return f"Python {python}, PostgreSQL {postgres}, pgvector {pgvector}, {packages}"


def _commit() -> str:
    """The short name of the commit, and whether files differ from it."""
    git = shutil.which("git")
    name = _said(git, "rev-parse", "--short", "HEAD") if git else ""
    if not name:
        return "unknown"
    return f"{name} with changes" if _said(git, "status", "--porcelain") else name


def _said(*command: str | None) -> str:
    done = subprocess.run(  # noqa: S603
        [part for part in command if part], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip()
