"""What an operator reads: reactions and the reasons of dislikes by week, each with a chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from config.plots import Series, Svg, Words, columns
from members.models import Reason, Stance
from recommendations.reception.models import Reception
from recommendations.reception.weeks import Counted, counted, first_week

WEEKS = 8


@dataclass(frozen=True)
class Table:
    """`rows`: a word and its count in each week, then their sum."""

    title: str
    weeks: Sequence[date]
    rows: list[tuple[str, list[int], int]]
    chart: Svg


def tables(today: date) -> list[Table]:
    first = first_week(today, WEEKS)
    said = list(Reception.objects.counting().by_week(first))
    stances = [(week, stance, amount) for week, stance, _reason, amount in said]
    reasons = [(week, reason, amount) for week, _stance, reason, amount in said]
    return [
        _table("reactions", _("주마다의 반응"), Stance.choices, stances, first),
        _table("reasons", _("주마다의 ‘취향이 아니에요’ 이유"), Reason.choices, reasons, first),
    ]


def _table(
    name: str,
    title: str,
    choices: Sequence[tuple[str, object]],
    said: Sequence[tuple[date, str, int]],
    first: date,
) -> Table:
    found = counted(said, [word for word, _label in choices], first, WEEKS)
    rows = [(str(label), found.counts[word]) for word, label in choices]
    chart = _chart(name, title, found, rows)
    return Table(title, found.weeks, [(label, row, sum(row)) for label, row in rows], chart)


def _chart(name: str, title: str, found: Counted, rows: list[tuple[str, list[int]]]) -> Svg:
    words = Words(
        name=name,
        title=title,
        description=_("최근 %d주 동안 주마다 남은 수입니다. 바꾸거나 되돌린 것은 빠집니다.")
        % WEEKS,
        x=_("월요일"),
        y=_("번"),
        nothing=_("최근 %d주 동안 아무 일도 없었습니다.") % WEEKS,
    )
    if found.is_empty:
        return columns(words, [], [])
    places = [date_format(week, "m-d") for week in found.weeks]
    return columns(words, places, [Series(label, row) for label, row in rows])
