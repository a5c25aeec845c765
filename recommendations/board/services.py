"""The board: its rows, in the order in which a curator would mend them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bands.duplicates.models import DuplicatePair
from bands.models import Band
from bands.symptoms import SYMPTOMS
from recommendations.board import figures, reach
from recommendations.board.figures import Figure, Figures
from recommendations.board.models import BoardFigure

Text = str | Promise


@dataclass(frozen=True)
class Row:
    """One kind of thing to mend: how much of it there is, and the ways to it.

    all_of_it : where every such thing is listed
    first : where the first of them is mended, at the right field
    name : of that first one
    """

    label: Text
    figure: Figure
    all_of_it: str
    first: str = ""
    name: str = ""

    @property
    def is_good(self) -> bool:
        return not self.figure.amount

    @property
    def in_order(self) -> int:
        return max(self.figure.total - self.figure.amount, 0)


@dataclass(frozen=True)
class Section:
    title: Text
    rows: tuple[Row, ...]
    good: Text  # what is said when nothing is missing
    plot: str = ""  # SVG

    @property
    def is_good(self) -> bool:
        return all(row.is_good for row in self.rows)


# Where the band's form has the field that mends a symptom.
FIELDS = {
    "text": "id_description",
    "short": "id_description",
    "keywords": "id_words",
    "track": "id_track",
    "alias": "id_aliases",
    "english": "id_description_en",
}
BANDS = "admin:bands_band_changelist"
SLOW = (figures.of_golden_pairs, figures.of_keywords)

Allowed = Callable[[str], bool]


def board(*, allowed: Allowed) -> list[Section]:
    """What this curator may see; `allowed` says whether a permission is there."""
    sections = []
    if allowed("bands.view_band"):
        bands = figures.of_bands()
        sections += [_missing(bands), _vectors(bands["text"]), _drafts(allowed)]
        sections += [_duplicates(), _links(allowed)]
        sections += [_judged(allowed, figures.counted_before()), _reached()]
    return [section for section in sections if section.rows]


def refresh(*, now: datetime) -> None:
    """Count what takes too long for a page."""
    for count in SLOW:
        _store(count(), now)


def _store(counted: Figures, now: datetime) -> None:
    BoardFigure.objects.bulk_create(
        [
            BoardFigure(key=key, amount=one.amount, total=one.total, first=one.first, at=now)
            for key, one in counted.items()
        ],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["amount", "total", "first", "at"],
    )


def _missing(counted: Figures) -> Section:
    labels = {name: SYMPTOMS[name].label for name in FIELDS}
    rows = _rows_of_bands("symptom", labels, counted)
    return Section(_("글과 이름"), rows, _("빠진 것이 없습니다."))


def _vectors(texts: Figure) -> Section:
    counted = figures.of_embeddings(total=texts.total - texts.amount)
    labels = {"failed": _("임베딩 실패"), "pending": _("임베딩 대기")}
    rows = _rows_of_bands("embedding", labels, counted)
    return Section(_("벡터"), rows, _("모든 글의 벡터가 최신입니다."))


def _duplicates() -> Section:
    counted = figures.of_duplicates()["duplicates"]
    first = DuplicatePair.objects.filter(pk=counted.first).select_related("a", "b").first()
    row = Row(
        _("겹치는 밴드로 보이는 쌍"),
        counted,
        all_of_it=reverse("admin:bands_duplicatepair_changelist"),
        first=first and reverse("admin:bands_duplicatepair_merge", args=[first.a_id, first.b_id]),
        name=str(first or ""),
    )
    return Section(_("겹치는 밴드"), (row,), _("겹쳐 보이는 밴드가 없습니다."))


def _links(allowed: Allowed) -> Section:
    counted = figures.of_links() if allowed("bands.view_linkhealth") else None
    title, good = _("바깥 링크"), _("끊긴 링크가 없습니다.")
    if counted is None:
        return Section(title, (), good)
    row = Row(
        _("끊긴 링크"),
        counted,
        all_of_it=reverse("admin:bands_linkhealth_changelist", query={"queue": "dead"}),
        first=_page("bands_linkhealth", counted.first),
    )
    return Section(title, (row,), good)


def _drafts(allowed: Allowed) -> Section:
    counted = figures.of_drafts() if allowed("bands.view_banddraft") else {}
    labels = {
        "drafts_stuck": (_("발행하지 못한 초안"), {"state__exact": "draft"}),
        "drafts_open": (_("쓰는 중인 초안"), {"state__exact": "draft"}),
        "drafts_scheduled": (_("발행을 기다리는 초안"), {"state__exact": "scheduled"}),
    }
    rows = [
        Row(
            label,
            counted[key],
            all_of_it=reverse("admin:bands_banddraft_changelist", query=query),
            first=_page("bands_banddraft", counted[key].first),
        )
        for key, (label, query) in labels.items()
        if key in counted
    ]
    return Section(_("초안"), tuple(rows), _("기다리는 초안이 없습니다."))


def _reached() -> Section:
    measured = reach.latest()
    title = _("추천에 나오는 밴드")
    if measured is None:
        return Section(title, (), "")
    labels = {"never": _("어느 목록에도 없는 밴드"), "crowding": _("모두의 목록에 몰리는 밴드")}
    total = len(measured.band_ids)
    counted = {
        name: Figure(len(ids), total, next(iter(ids), None), at=measured.at)
        for name, ids in (("never", measured.never), ("crowding", measured.crowding))
    }
    rows = _rows_of_bands("reach", labels, counted)
    return Section(title, rows, _("모든 밴드가 고르게 나옵니다."), reach.plot(measured))


def _judged(allowed: Allowed, counted: Mapping[str, Figure]) -> Section:
    rows = []
    if allowed("embeddings.view_goldenpair") and "golden" in counted:
        golden = counted["golden"]
        all_pairs = reverse("admin:embeddings_goldenpair_changelist")
        first = _page("embeddings_goldenpair", golden.first)
        rows.append(Row(_("지켜지지 않는 기준 짝"), golden, all_pairs, first))
    if allowed("bands.view_keyword"):
        tidy = reverse("admin:bands_keyword_tidy")
        labels = {"twins": _("하나로 보이는 키워드"), "rare": _("드물게 쓰는 키워드")}
        rows += [Row(labels[key], counted[key], tidy) for key in labels if key in counted]
    return Section(
        _("기준 짝과 키워드"), tuple(rows), _("모두 지켜지고, 정리할 키워드가 없습니다.")
    )


def _rows_of_bands(parameter: str, labels: Mapping[str, Text], counted: Figures) -> tuple[Row, ...]:
    """Rows whose bands the list shows by `parameter`; the names of the first in one query."""
    named = Band.objects.in_bulk({one.first for one in counted.values() if one.first})
    return tuple(
        Row(
            label,
            counted[key],
            all_of_it=reverse(BANDS, query={parameter: key}),
            first=_form(counted[key].first, FIELDS.get(key, "id_description")),
            name=str(named.get(counted[key].first, "")),
        )
        for key, label in labels.items()
    )


def _form(band_id: int | None, field: str) -> str:
    return f"{_page('bands_band', band_id)}#{field}" if band_id else ""


def _page(model: str, pk: int | None) -> str:
    return reverse(f"admin:{model}_change", args=[pk]) if pk else ""
