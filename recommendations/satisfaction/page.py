"""What an operator reads of all answers: by week, and with or without feedback."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from config.plots import Series, Svg, Words, columns
from recommendations.evaluation.bootstrap import Interval
from recommendations.rating.page import said
from recommendations.satisfaction.models import Agreement
from recommendations.satisfaction.weeks import Week

DRAWN = 8  # weeks


@dataclass(frozen=True)
class Row:
    """`counts` in the order of `Summary.scale`."""

    begins: date
    counts: list[int]
    mean: str
    found_new: str
    put_off: int


@dataclass(frozen=True)
class Summary:
    """`groups`: who, answers, mean with interval."""

    scale: list[str]
    rows: list[Row]
    groups: list[tuple[str, int, str]]
    chart: Svg


def summary(found: Sequence[Week], groups: Mapping[bool, tuple[int, Interval]]) -> Summary:
    names = {
        True: _("밴드에 반응을 남긴 사람"),
        False: _("밴드에 반응을 남기지 않은 사람"),
    }
    return Summary(
        scale=[str(label) for label in Agreement.labels],
        rows=[_row(week) for week in found],
        groups=[(names[has], amount, said(mean)) for has, (amount, mean) in groups.items()],
        chart=_chart(list(reversed(found[:DRAWN]))),
    )


def _row(week: Week) -> Row:
    asked = week.found_new + week.found_nothing
    return Row(
        week.begins,
        [week.counts[answer] for answer in Agreement.values],
        "–" if week.mean is None else f"{week.mean:.2f}",
        f"{week.found_new} / {asked}",
        week.put_off,
    )


def _chart(found: Sequence[Week]) -> Svg:
    words = Words(
        name="satisfaction",
        title=_("주마다의 만족도 답"),
        description=_("답이 있는 최근 %d주 동안 주마다 다섯 답을 고른 수입니다.") % DRAWN,
        x=_("월요일"),
        y=_("답"),
        nothing=_("아직 아무도 답하지 않았습니다."),
    )
    series = [
        Series(str(label), [week.counts[answer] for week in found])
        for answer, label in Agreement.choices
    ]
    return columns(words, [date_format(week.begins, "m-d") for week in found], series)
