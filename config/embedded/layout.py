"""Where the embedded PostgreSQL, Valkey and secrets live; no Django in here."""

import hashlib
import os
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent.parent
MAX_SOCKET_FOLDER = 80  # bytes; sun_path holds 104 to 108 with the file's name


class Layout:
    """The data folder of one embedded site: `var/` in the checkout, or `DIGGINDIE_HOME`."""

    def __init__(self, home: Path | str | None = None) -> None:
        self.home = Path(home or os.environ.get("DIGGINDIE_HOME") or ROOT / "var").resolve()
        self.postgres = self.home / "postgres"
        self.valkey = self.home / "valkey"
        self.secrets = self.home / "secrets.env"

    @property
    def postgres_sockets(self) -> Path:
        return self._sockets("postgres")

    @property
    def valkey_socket(self) -> Path:
        return self._sockets("valkey") / "valkey.sock"

    def _sockets(self, name: str) -> Path:
        folder = self.home / name / "run"
        if len(os.fsencode(folder)) <= MAX_SOCKET_FOLDER:
            return folder
        digest = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        return Path("/tmp") / f"diggindie-{digest}" / name

    @property
    def database_url(self) -> str:
        return f"postgresql://postgres@/diggindie?host={quote(str(self.postgres_sockets))}"

    @property
    def redis_url(self) -> str:
        return f"unix://{self.valkey_socket}"
