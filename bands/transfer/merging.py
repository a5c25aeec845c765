"""A row of a file laid over what is stored: what the row does not name stays."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from bands.documents import Act


def laid_over(before: Any, row: Any, said: Collection[str]) -> Any:
    """The record, a dataclass of any kind, as it would be stored.

    A text that differs only in its line ends is the same.
    """
    if before is None:
        return row
    changes = {
        name: getattr(row, name)
        for name in said
        if _plain(getattr(before, name)) != _plain(getattr(row, name))
    }
    return replace(before, **changes)


def act_laid_over(before: Act | None, row: Act, said: Collection[str]) -> Act:
    """As `laid_over`; no name twice, and no link of a track that goes."""
    act = laid_over(before, row, said)
    return replace(
        act,
        aliases=act.aliases - {act.name},
        track_url=act.track_url if act.track else "",
    )


def _plain(value: object) -> object:
    """Spreadsheets write their own line ends into cells."""
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value
