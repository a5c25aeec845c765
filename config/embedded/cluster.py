"""A PostgreSQL data folder: made whole or not at all, and freed of a dead server's traces."""

import shutil
import sys
from pathlib import Path

import psutil

from config.embedded.binaries import PostgresPrograms
from config.embedded.service import CannotStart

# With the C character type pg_trgm finds no trigram in Hangul.
LOCALE = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
INITDB = (
    "--username=postgres",
    "--auth=trust",
    "--encoding=UTF8",
    f"--locale={LOCALE}",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--data-checksums",
    "--no-sync",
)


def make_cluster(data: Path, programs: PostgresPrograms) -> None:
    """Through a second folder, so that a kill in the middle leaves no half cluster."""
    if (data / "global" / "pg_control").exists():
        _check_version(data, programs.major)
        return
    unfinished = data.with_name("data.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    if programs.run("initdb", *INITDB, "-D", unfinished) != 0:
        raise CannotStart(f"PostgreSQL's initdb failed:\n{programs.last_words()}")
    unfinished.rename(data)


def _check_version(data: Path, ours: str) -> None:
    made_by = (data / "PG_VERSION").read_text().strip()
    if made_by != ours:
        raise CannotStart(
            f"{data} was made by PostgreSQL {made_by} and this is {ours}; "
            "dump it with the former version, or remove the folder."
        )


def running_server(data: Path) -> psutil.Process | None:
    """The server that the data folder names, if it is alive and is one of this folder."""
    process = _recorded(data)
    try:
        if process and process.status() != psutil.STATUS_ZOMBIE and str(data) in process.cmdline():
            return process
    except psutil.Error:
        pass
    return None


def forget_misleading_pid(data: Path) -> None:
    """Drop a pid file whose number is a zombie's or another program's by now.

    A pid that is gone is left alone: PostgreSQL sees that itself, and by the same file it sees
    children of the dead server that still write.
    """
    if _recorded(data) and not running_server(data) and not _has_children_left(data):
        (data / "postmaster.pid").unlink(missing_ok=True)


def _recorded(data: Path) -> psutil.Process | None:
    try:
        return psutil.Process(int((data / "postmaster.pid").read_text().split("\n", 1)[0]))
    except (OSError, ValueError, psutil.NoSuchProcess):
        return None


def _has_children_left(data: Path) -> bool:
    return any(process.info["cwd"] == str(data) for process in psutil.process_iter(["cwd"]))
