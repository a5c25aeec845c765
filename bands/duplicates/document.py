"""What a merged act says: two documents into one, and back again. Reads no database."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from bands.documents import FIELDS, LISTS, Act
from bands.history.merging import merged

# What is chosen together, by the columns it stands in.
PARTS = {
    "name": ("name",),
    "kind": ("kind",),
    "published": ("published",),
    "image_url": ("image_url",),
    "description": ("description",),
    "description_en": ("description_en",),
    "keywords": ("keywords",),
    "track": ("track", "track_url"),
}


class Side(StrEnum):
    KEPT = "kept"
    MERGED = "merged"
    BOTH = "both"  # of keywords only


Choice = Mapping[str, Side]


@dataclass(frozen=True)
class Undone:
    """The document after an undo, and the fields that people had changed since the merge."""

    act: Act
    changed: tuple[str, ...]


def sensible(kept: Act, merged: Act) -> dict[str, Side]:
    """What a curator would choose: the kept act's words, the other's where it has none."""
    chosen = {part: _fuller(part, kept, merged) for part in PARTS}
    return chosen | {"keywords": Side.BOTH}


def united(kept: Act, merged: Act, choice: Choice) -> Act:
    """The kept act with what was chosen of the other, and known under every name of both."""
    columns = {
        column: getattr(_source(choice[part], kept, merged), column)
        for part, columns in PARTS.items()
        for column in columns
    }
    if choice["keywords"] == Side.BOTH:
        columns["keywords"] = kept.keywords | merged.keywords
    names = kept.aliases | merged.aliases | {kept.name, merged.name}
    return replace(kept, **columns | {"aliases": names - {columns["name"]}})


def undone(current: Act, *, before: Act, after: Act) -> Undone:
    """`before`, but what was changed after the merge stays: field by field, word by word."""
    theirs = dict.fromkeys(set(FIELDS) - set(LISTS), "theirs")
    act = _whole(merged(base=after, theirs=current, mine=before, answers=theirs))
    changed = (name for name in FIELDS if getattr(current, name) != getattr(after, name))
    return Undone(act, tuple(changed))


def _fuller(part: str, kept: Act, merged: Act) -> Side:
    has_own = any(getattr(kept, column) for column in PARTS[part])
    has_other = any(getattr(merged, column) for column in PARTS[part])
    return Side.MERGED if has_other and not has_own else Side.KEPT


def _source(side: Side, kept: Act, merged: Act) -> Act:
    return merged if side == Side.MERGED else kept


def _whole(act: Act) -> Act:
    """A name that came back is no alias of itself; a link without a track is none."""
    return replace(
        act,
        aliases=act.aliases - {act.name},
        track_url=act.track_url if act.track else "",
    )
