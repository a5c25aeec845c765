"""Read the environment loudly: a value that is given and wrong stops the start with one line."""

import base64
import binascii
import os
from decimal import Decimal, InvalidOperation
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
MIN_JWT_KEY_BYTES = 32


def text(name: str, default: str = "") -> str:
    """The value without surrounding space; an empty value counts as not given."""
    return os.environ.get(name, "").strip() or default


def read_file(path: Path) -> None:
    """Add what a file such as `.env` says to the environment, which wins."""
    if not path.exists():
        return

    class File(environ.Env):
        ENVIRON: dict[str, str] = {}

    File.read_env(path)
    os.environ.update({name: value for name, value in File.ENVIRON.items() if not text(name)})


read_file(Path(text("ENV_FILE", str(BASE_DIR / ".env"))))


def flag(name: str, default: bool) -> bool:
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")


def number(name: str, default: float, *, least: float, most: float) -> float:
    value = text(name)
    if not value:
        return default
    try:
        parsed = float(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a number, not {value!r}.") from None
    if not least <= parsed <= most:
        raise ImproperlyConfigured(f"{name} must lie between {least} and {most}, not {value}.")
    return parsed


def integer(name: str, default: int, *, least: int, most: int) -> int:
    parsed = number(name, default, least=least, most=most)
    if parsed != int(parsed):
        raise ImproperlyConfigured(f"{name} must be a whole number, not {text(name)!r}.")
    return int(parsed)


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    value = text(name)
    return [part.strip() for part in value.split(",") if part.strip()] if value else list(default)


def prices(name: str) -> dict[str, Decimal]:
    """A comma-separated list of `what=amount`."""
    return dict(_price(name, pair) for pair in words(name))


def _price(name: str, pair: str) -> tuple[str, Decimal]:
    what, _sign, amount = pair.rpartition("=")
    try:
        price = Decimal(amount.strip())
    except InvalidOperation:
        price = Decimal("NaN")
    if not what.strip() or not price.is_finite() or price < 0:
        raise ImproperlyConfigured(f"{name} takes pairs such as a-model=0.02, not {pair!r}.")
    return what.strip(), price


def web_origins(name: str) -> list[str]:
    """A comma-separated list of `scheme://host[:port]`."""
    origins = words(name)
    for origin in origins:
        parts = urlsplit(origin)
        if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path:
            raise ImproperlyConfigured(
                f"{name} takes addresses such as https://app.example, not {origin!r}."
            )
    return origins


def http_url(name: str) -> str:
    value = text(name)
    if value and urlsplit(value).scheme not in {"http", "https"}:
        raise ImproperlyConfigured(f"{name} must begin with http:// or https://, not {value!r}.")
    return value


def jwt_key(name: str, default: str) -> bytes:
    """The signing key, decoded strictly from base64 (CONTRACT D12, RELIABILITY D9).

    URL-safe base64 would decode to other bytes without an error, so it is refused.
    """
    try:
        key = base64.b64decode(text(name, default), validate=True)
    except (binascii.Error, ValueError):
        raise ImproperlyConfigured(
            f"{name} must be standard base64 (letters, digits, + and /)."
        ) from None
    if len(key) < MIN_JWT_KEY_BYTES:
        raise ImproperlyConfigured(
            f"{name} must decode to at least {MIN_JWT_KEY_BYTES} bytes; it has {len(key)}."
        )
    return key


def database_url(name: str = "DATABASE_URL") -> str:
    """`DATABASE_URL`, or one made of the `DB_*` keys (CONTRACT D9), or nothing."""
    url = text(name)
    if url and urlsplit(url).scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must begin with postgresql://.")
    if url or not any(text(f"DB_{key}") for key in ("HOST", "NAME", "USERNAME", "PASSWORD")):
        return url
    port = integer("DB_PORT", 5432, least=1, most=65535)
    user, password = _quoted("DB_USERNAME", "postgres"), _quoted("DB_PASSWORD")
    host, name = text("DB_HOST", "localhost"), _quoted("DB_NAME", "postgres")
    return f"postgresql://{user}:{password}@{host}:{port}/{name}"


def _quoted(name: str, default: str = "") -> str:
    return quote(text(name, default), safe="")


def database(url: str) -> dict[str, object]:
    """Django's database settings from an address; a socket folder in `?host=` becomes HOST."""
    try:
        parsed = dict(environ.Env.db_url_config(url))
    except ValueError:
        raise ImproperlyConfigured("DATABASE_URL cannot be read as an address.") from None
    options = dict(parsed.pop("OPTIONS", {}))
    if "host" in options:
        parsed["HOST"] = options.pop("host")
    return {**parsed, "OPTIONS": options}


def redis_url(name: str, default: str) -> str:
    url = text(name, default)
    if urlsplit(url).scheme not in {"redis", "rediss", "unix"}:
        raise ImproperlyConfigured(f"{name} must begin with redis://, rediss:// or unix://.")
    return url


def celery_url(url: str) -> str:
    """Celery's spelling of a Redis address: it writes a socket as `redis+socket://`."""
    parts = urlsplit(url)
    if parts.scheme != "unix":
        return url
    database = parse_qs(parts.query).get("db", ["0"])[0]
    return f"redis+socket://{parts.path}?virtual_host={database}"
