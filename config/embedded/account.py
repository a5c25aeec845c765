"""The operating system's user that PostgreSQL runs as: it refuses root."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.embedded.service import CannotStart

UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """A user, and what it takes to run a command as that user."""

    name: str
    uid: int
    gid: int

    @property
    def run_options(self) -> dict[str, Any]:
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def may(self, right: str, path: Path) -> bool:
        """Whether the user has a right (`-x`, `-w`) on a path, every folder above included."""
        command = ["test", right, str(path)]
        return subprocess.run(command, cwd="/", check=False, **self.run_options).returncode == 0

    def own(self, folder: Path) -> None:
        """Make the folder, closed to others, or take it over if it was ours all along."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        owner = folder.stat().st_uid
        if owner not in {self.uid, os.geteuid()}:
            raise CannotStart(f"{folder} belongs to another user; remove it and start again.")
        os.chown(folder, self.uid, self.gid)


def postgres_account() -> Account:
    """Ourselves, or an unprivileged user where we are root."""
    if os.geteuid() != 0:
        return _named(pwd.getpwuid(os.geteuid()))
    for name in UNPRIVILEGED:
        try:
            return _named(pwd.getpwnam(name))
        except KeyError:
            continue
    raise CannotStart("PostgreSQL refuses to run as root; start the site as another user.")


def _named(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
