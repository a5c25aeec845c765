"""What an account keeps when a guest signs in to it (docs/decisions/0026)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

Word = TypeVar("Word")
Moments = Mapping[int, datetime]


@dataclass(frozen=True)
class Kept(Generic[Word]):
    """What one member chose and said.

    bands, keywords : when each was picked, by id, first picked first
    words           : what holds of a band, by band id
    blocked         : the bands whose word keeps them out of lists
    """

    bands: Moments = field(default_factory=dict)
    keywords: Moments = field(default_factory=dict)
    words: Mapping[int, Word] = field(default_factory=dict)
    blocked: frozenset[int] = frozenset()


def added(
    account: Kept[Word], guest: Kept[Word], *, most_bands: int, most_keywords: int
) -> Kept[Word]:
    """What comes to the account from the guest; all that the account has stays as it is.

    Picks and keywords are united, the guest's first ones first, up to the limits. Of a band of
    which both said something the account's word holds: a band that it blocks is not picked, a
    band that it picked is not blocked, and of two words its own stays.
    """
    words = {
        band: word
        for band, word in guest.words.items()
        if band not in account.words and not (band in guest.blocked and band in account.bands)
    }
    wanted = {band: at for band, at in guest.bands.items() if band not in account.blocked}
    return Kept(
        bands=_with_room(account.bands, wanted, most_bands),
        keywords=_with_room(account.keywords, guest.keywords, most_keywords),
        words=words,
        blocked=guest.blocked & words.keys(),
    )


def _with_room(there: Collection[int], wanted: Moments, most: int) -> Moments:
    new = [(one, at) for one, at in wanted.items() if one not in there]
    return dict(new[: max(most - len(there), 0)])
