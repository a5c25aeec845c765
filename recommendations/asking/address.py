"""An address of the page where one asks: it carries the whole thread, so that it can be shared.

`?q=first&without=12&shown=3.7.9&then=second`: what stands behind a sentence belongs to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from django.urls import reverse
from django.utils.http import urlencode

from bands.asked import ids_of, number_of
from recommendations.asking.adjusting import Changes
from recommendations.asking.folding import Turn
from recommendations.asking.reading import MAX_LENGTH

MOST_CHANGES = 20  # of each kind and sentence
MOST_SHOWN = 5  # bands of an answer
MOST_TURNS = 8
MOST_BYTES = 7_600  # the web server reads 8,190 of a request's first line
MOST_PARTS = 400  # of an address that are looked at


@dataclass(frozen=True)
class Asked:
    """One sentence of a thread, the keywords put right by hand, and the bands it was shown."""

    text: str = ""
    without: tuple[int, ...] = ()
    added: tuple[int, ...] = ()
    shown: tuple[int, ...] = ()

    @property
    def turn(self) -> Turn:
        return Turn(self.text, Changes(self.without, self.added), self.shown)

    @property
    def parts(self) -> list[tuple[str, str]]:
        """What stands behind the sentence in an address."""
        shown = ".".join(map(str, self.shown))
        return [
            *(("without", str(pk)) for pk in self.without),
            *(("with", str(pk)) for pk in self.added),
            *([("shown", shown)] if shown else []),
        ]

    def noting(self, kind: str, value: str) -> "Asked":
        """Read leniently: what can be no id is left out."""
        if kind == "shown":
            return replace(self, shown=tuple(ids_of(value.split("."))[:MOST_SHOWN]))
        if kind == "without":
            return replace(self, without=_with(self.without, ids_of([value])))
        return replace(self, added=_with(self.added, ids_of([value])))

    def less(self, keyword_id: int) -> "Asked":
        """Without a keyword, whether it was read or added."""
        if keyword_id in self.added:
            return replace(self, added=_without(self.added, keyword_id))
        return replace(self, without=(*_without(self.without, keyword_id), keyword_id))

    def more(self, keyword_id: int) -> "Asked":
        """With a keyword, be it a new one or one that had been taken out."""
        if keyword_id in self.without:
            return replace(self, without=_without(self.without, keyword_id))
        return replace(self, added=(*_without(self.added, keyword_id), keyword_id))


@dataclass(frozen=True)
class Thread:
    """All that was said, the last at the end; empty before anything was.

    conversation : the id of the member's own that keeps it, where one does
    """

    all: tuple[Asked, ...] = ()
    conversation: int | None = None

    @classmethod
    def of(cls, query: str) -> "Thread":
        """Of an address's query; of more sentences than there may be the last ones are read."""
        said: list[Asked] = []
        loose: list[tuple[str, str]] = []
        conversation = None
        for name, value in _pairs(query):
            if name in ("q", "then"):
                text = value.replace("\x00", "").strip()
                said = [*(said if name == "then" else []), *([Asked(text)] if text else [])]
            elif name in ("with", "without", "shown"):
                if said:
                    said[-1] = said[-1].noting(name, value)
                else:
                    loose.append((name, value))
            elif name == "c":
                conversation = number_of(value)
        for name, value in loose if said else ():
            said[0] = said[0].noting(name, value)
        return cls(tuple(said[-MOST_TURNS:]), conversation)

    @property
    def last(self) -> Asked:
        return self.all[-1] if self.all else Asked()

    @property
    def text(self) -> str:
        return self.last.text

    @property
    def without(self) -> tuple[int, ...]:
        return self.last.without

    @property
    def is_too_long(self) -> bool:
        return any(len(asked.text) > MAX_LENGTH for asked in self.all)

    @property
    def is_full(self) -> bool:
        """More than one address can carry; never true of one sentence."""
        return len(self.all) > 1 and (len(self.all) > MOST_TURNS or len(self.address) > MOST_BYTES)

    @property
    def is_refused(self) -> bool:
        return self.is_too_long or self.is_full

    @property
    def turns(self) -> list[Turn]:
        return [asked.turn for asked in self.all]

    @property
    def address(self) -> str:
        page = reverse("asking:ask")
        return f"{page}?{self.query}" if self.all else page

    @property
    def query(self) -> str:
        pairs: list[tuple[str, str]] = []
        for number, asked in enumerate(self.all):
            pairs += [("then" if number else "q", asked.text), *asked.parts]
        if self.conversation is not None and self.all:
            pairs.append(("c", str(self.conversation)))
        return urlencode(pairs)

    def then(self, text: str) -> "Thread":
        return replace(self, all=(*self.all, Asked(text)))

    def answered_with(self, band_ids: Iterable[int]) -> "Thread":
        """With what the last answer showed, which a follow-up may point at."""
        return self._last(replace(self.last, shown=tuple(band_ids)[:MOST_SHOWN]))

    def until(self, number: int) -> "Thread":
        """As it was before the sentence of that number, counted from 0."""
        return replace(self, all=self.all[:number])

    def alone(self) -> "Thread":
        """The last sentence as if nothing had been said before."""
        return Thread((Asked(self.text),)) if self.all else self

    def less(self, keyword_id: int) -> "Thread":
        return self._last(self.last.less(keyword_id))

    def more(self, keyword_id: int) -> "Thread":
        return self._last(self.last.more(keyword_id))

    def _last(self, asked: Asked) -> "Thread":
        return replace(self, all=(*self.all[:-1], asked)) if self.all else self


def _pairs(query: str) -> list[tuple[str, str]]:
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_PARTS)
    except ValueError:
        return []
    return pairs


def _with(ids: tuple[int, ...], more: list[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys((*ids, *more)))[:MOST_CHANGES]


def _without(ids: tuple[int, ...], one: int) -> tuple[int, ...]:
    return tuple(pk for pk in ids if pk != one)
