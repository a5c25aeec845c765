"""An address of the page where one asks: it carries everything, so that it can be shared."""

from dataclasses import dataclass, replace

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from bands.asked import ids_of
from recommendations.asking.adjusting import Changes
from recommendations.asking.reading import MAX_LENGTH

MOST_CHANGES = 20  # of each kind


@dataclass(frozen=True)
class Asked:
    text: str = ""
    without: tuple[int, ...] = ()
    added: tuple[int, ...] = ()

    @classmethod
    def of(cls, params: QueryDict) -> "Asked":
        """Read leniently: what can be no id is left out."""
        return cls(
            text=params.get("q", "").replace("\x00", "").strip(),
            without=tuple(ids_of(params.getlist("without"))[:MOST_CHANGES]),
            added=tuple(ids_of(params.getlist("with"))[:MOST_CHANGES]),
        )

    @property
    def is_too_long(self) -> bool:
        return len(self.text) > MAX_LENGTH

    @property
    def changes(self) -> Changes:
        return Changes(self.without, self.added)

    @property
    def address(self) -> str:
        asked = {"q": self.text, "without": self.without, "with": self.added} if self.text else {}
        page = reverse("asking:ask")
        return f"{page}?{urlencode(asked, doseq=True)}" if asked else page

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


def _without(ids: tuple[int, ...], one: int) -> tuple[int, ...]:
    return tuple(pk for pk in ids if pk != one)
