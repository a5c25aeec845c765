"""A band as one document, and its form as JSON: history, drafts and files share it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Act:
    """One record: all that a curator says about a band."""

    key: str
    name: str
    aliases: frozenset[str] = frozenset()
    kind: str = "band"
    description: str = ""
    description_en: str = ""
    keywords: frozenset[str] = frozenset()
    track: str = ""
    track_url: str = ""
    image_url: str = ""
    published: bool = True


FIELDS = tuple(field.name for field in fields(Act))
LISTS = ("aliases", "keywords")


def act_as_json(act: Act) -> Json:
    """What `act_from_json` reads and an import takes; lists are sorted, so equal acts are equal."""
    return asdict(act) | {name: sorted(getattr(act, name)) for name in LISTS}


def act_from_json(document: Mapping[str, Any]) -> Act:
    """The act that we stored once. A field that came later has its default."""
    known = {name: document[name] for name in FIELDS if name in document}
    return Act(**known | {name: frozenset(known.get(name, ())) for name in LISTS})
