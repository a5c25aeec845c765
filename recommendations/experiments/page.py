"""What an operator reads of an experiment: a table, a chart of rates, and whether to trust it."""

from dataclasses import dataclass
from math import isnan

from django.utils.translation import gettext as _

from config.plots import Bar, Svg, Words, bars
from recommendations.evaluation.bootstrap import Interval
from recommendations.evaluation.student import is_bounded
from recommendations.experiments.assignment import BadArms
from recommendations.experiments.models import Experiment
from recommendations.experiments.report import Line, Report
from recommendations.experiments.services import report_of


@dataclass(frozen=True)
class Findings:
    """`rows`: algorithm, subjects, subjects expected, lists, picks, rate, distance from control."""

    report: Report
    rows: list[tuple[str, int, str, int, int, str, str]]
    chart: Svg


def findings_of(experiment: Experiment) -> Findings | None:
    """None when the stored arms are none."""
    try:
        found = report_of(experiment)
    except BadArms:
        return None
    return Findings(found, [_row(line) for line in found.lines], _chart(found))


def _row(line: Line) -> tuple[str, int, str, int, int, str, str]:
    tally = line.tally
    return (
        tally.algorithm,
        tally.subjects,
        f"{line.expected:.1f}",
        tally.shown,
        tally.picked,
        _said(line.rate),
        _("기준") if line.above is None else _said(line.above, sign="+"),
    )


def _chart(found: Report) -> Svg:
    words = Words(
        name="rates",
        title=_("목록 하나에서 고른 팀"),
        description=_("그룹마다 듣는 이들의 평균과 95% 구간입니다. 길수록 더 많이 골랐습니다."),
        nothing=_("아직 아무에게도 보이지 않았습니다."),
    )
    seen = [line for line in found.lines if line.tally.subjects]
    return bars(
        words, [Bar(line.tally.algorithm, line.rate.mean, _said(line.rate)) for line in seen]
    )


def _said(found: Interval, sign: str = "") -> str:
    """+0.120 (+0.031 … +0.209); a dash for what is not known, bounds only where there are any."""
    if isnan(found.mean):
        return "–"
    bounds = f" ({found.low:{sign}.3f} … {found.high:{sign}.3f})" if is_bounded(found) else ""
    return f"{found.mean:{sign}.3f}{bounds}"
