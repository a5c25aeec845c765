"""The secrets of an embedded site: made once, kept in its data folder, readable by its owner."""

import base64
import os
import secrets

from config.embedded.layout import Layout

MAKERS = {
    "DJANGO_SECRET_KEY": lambda: secrets.token_urlsafe(48),
    "JWT_SECRET_KEY": lambda: base64.b64encode(secrets.token_bytes(48)).decode(),
    "ADMIN_PASSWORD": lambda: secrets.token_urlsafe(15),
}


def make_missing(layout: Layout) -> None:
    kept = read(layout)
    if kept.keys() >= MAKERS.keys():
        return
    layout.home.mkdir(parents=True, exist_ok=True)
    made = {name: make() for name, make in MAKERS.items() if name not in kept}
    unfinished = layout.secrets.with_suffix(f".{os.getpid()}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode=0o600)
    with open(descriptor, "w") as file:
        file.writelines(f"{name}={value}\n" for name, value in (kept | made).items())
    unfinished.replace(layout.secrets)


def read(layout: Layout) -> dict[str, str]:
    if not layout.secrets.exists():
        return {}
    lines = layout.secrets.read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def admin_password(layout: Layout) -> str:
    """The environment's, which wins as everywhere, or the one made here, or ""."""
    return os.environ.get("ADMIN_PASSWORD") or read(layout).get("ADMIN_PASSWORD", "")
