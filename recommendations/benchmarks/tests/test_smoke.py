"""The whole command, on very little."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

OURS = ("DATABASE_URL", "REDIS_URL", "DB_HOST", "DB_NAME", "DB_USERNAME", "DB_PASSWORD")
SECONDS = 300


@pytest.mark.slow
@pytest.mark.services
def test_a_tiny_run_prints_every_table_and_leaves_nothing_behind(tmp_path: Path):
    report = tmp_path / "benchmarks.md"
    command = [sys.executable, "-m", "recommendations.benchmarks"]
    arguments = ["--tiny", "--without-starter", "--write", str(report)]
    environment = {key: value for key, value in os.environ.items() if key not in OURS}

    done = subprocess.run(
        [*command, *arguments],
        env={**environment, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )

    assert done.returncode == 0, done.stderr
    for title in (
        "Circumstances",
        "One update",
        "as written gives",
        "Load",
        "Memory",
        "board",
        "Goals",
    ):
        assert title in done.stdout
    assert report.read_text().endswith(done.stdout[done.stdout.index("## ") :].strip() + "\n")
    assert [path.name for path in tmp_path.iterdir()] == [report.name]
