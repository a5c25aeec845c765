"""Where the embedded PostgreSQL, Valkey and secrets live; no Django in here."""

import hashlib
import os
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent.parent
MAX_SOCKET_FOLDER = 80  # bytes; sun_path holds 104 to 108 with the file's name
NOT_IN_SOCKET_PATHS = set("'\",\\")  # PostgreSQL reads them as marks of a list


class Layout:
    """The data folder of one embedded site: `var/` in the checkout, or `DIGGINDIE_HOME`."""

    def __init__(self, home: Path | str | None = None) -> None:
        self.home = (ROOT / (home or os.environ.get("DIGGINDIE_HOME") or "var")).resolve()
        self.secrets = self.home / "secrets.env"
        self.valkey = self.home / "valkey"
        self.lock = self.home / "lock"
        self.record = self.home / "running.json"
        self.beat_schedule = self.home / "beat-schedule"

    @property
    def postgres_link(self) -> Path:
        """The cluster's folder, or a link to one that PostgreSQL's user can reach."""
        return self.home / "postgres"

    @property
    def postgres(self) -> Path:
        return self.postgres_link.resolve()

    @property
    def postgres_sockets(self) -> Path:
        return _short(self.postgres / "run")

    @property
    def valkey_socket(self) -> Path:
        return _short(self.valkey / "run") / "valkey.sock"

    @property
    def database_url(self) -> str:
        return f"postgresql://postgres@/diggindie?host={quote(str(self.postgres_sockets))}"

    @property
    def redis_url(self) -> str:
        return f"unix://{self.valkey_socket}"


def _short(folder: Path) -> Path:
    """The folder itself, or one in /tmp where its path does not do for a socket."""
    path = os.fsencode(folder)
    if len(path) <= MAX_SOCKET_FOLDER and not NOT_IN_SOCKET_PATHS & set(str(folder)):
        return folder
    return Path("/tmp") / f"diggindie-{hashlib.sha256(path).hexdigest()[:16]}"
