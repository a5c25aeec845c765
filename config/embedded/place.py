"""A folder for the cluster that PostgreSQL's user can reach."""

import os
import shutil
import tempfile
from pathlib import Path

from config.embedded.account import Account
from config.embedded.binaries import SHARED
from config.embedded.layout import Layout
from config.embedded.service import CannotStart, say


def claim(layout: Layout, account: Account) -> None:
    """Make the cluster's folder; elsewhere, behind a link, where the checkout is out of reach.

    A checkout below a closed home such as /root is the usual case.
    """
    link = layout.postgres_link
    if not os.path.lexists(link):
        _make(link, account)
    account.own(layout.postgres)
    account.own(layout.postgres_sockets)
    if link.is_symlink():
        say(f"the database is kept in {layout.postgres}")
    if not account.may("-w", layout.postgres):
        raise CannotStart(
            f"The user {account.name} cannot reach {layout.postgres}; "
            "set DIGGINDIE_HOME to a folder that it can reach."
        )


def _make(link: Path, account: Account) -> None:
    account.own(link)
    if not account.may("-w", link):
        link.rmdir()
        link.symlink_to(_elsewhere() / link.name)


def _elsewhere() -> Path:
    """A new folder, so that whoever removes the data folder starts afresh."""
    SHARED.mkdir(mode=0o755, parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="site-", dir=SHARED))
    folder.chmod(0o755)
    return folder


def remove(layout: Layout) -> None:
    """The data folder of a stopped site, and what had to stand outside of it."""
    outside = [layout.postgres_sockets, layout.valkey_socket.parent, layout.postgres]
    if layout.postgres.is_relative_to(SHARED):
        outside.append(layout.postgres.parent)
    for folder in (*outside, layout.home):
        shutil.rmtree(folder, ignore_errors=True)
