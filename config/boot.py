"""How a start ends when a setting is wrong: one clear line and no traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ImproperlyConfigured


@contextmanager
def one_clear_line() -> Iterator[None]:
    try:
        yield
    except ImproperlyConfigured as problem:
        raise SystemExit(f"DiggIndie cannot start: {problem}") from None


def check_settings() -> None:
    """Read the settings now, so that a wrong one does not show itself in the middle of things."""
    from django.conf import settings

    with one_clear_line():
        _ = settings.DATABASES
