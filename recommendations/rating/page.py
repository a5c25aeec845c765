"""What an operator reads of all ratings: a table and a chart of means."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from config.plots import Bar, Svg, Words, bars
from recommendations.evaluation.bootstrap import Interval
from recommendations.evaluation.student import is_bounded
from recommendations.rating.opinions import Opinion


@dataclass(frozen=True)
class Summary:
    """`rows`: algorithm, ratings, people, mean with interval, correlation."""

    rows: list[tuple[str, int, int, str, str]]
    chart: Svg


def summary(found: Sequence[Opinion]) -> Summary:
    rows = [
        (one.algorithm, one.ratings, one.members, said(one.mean), _number(one.correlation))
        for one in found
    ]
    words = Words(
        name="opinions",
        title=_("추천 방식마다의 평점"),
        description=_("1점에서 5점까지 매긴 평점의 평균과 95% 구간입니다. 길수록 좋습니다."),
        nothing=_("아직 아무도 평가하지 않았습니다."),
    )
    return Summary(
        rows, bars(words, [Bar(one.algorithm, one.mean.mean, said(one.mean)) for one in found])
    )


def said(found: Interval) -> str:
    """3.80 (3.12–4.48), the bounds only where there are any."""
    bounds = f" ({found.low:.2f}–{found.high:.2f})" if is_bounded(found) else ""
    return f"{found.mean:.2f}{bounds}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:+.2f}"
