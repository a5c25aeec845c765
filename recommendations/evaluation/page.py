"""Runs side by side: a table, how good each is with its interval, and how far it reaches."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from config.plots import Bar, Dot, Svg, Words, bars, scatter
from recommendations.evaluation.models import EvaluationRun

MAIN, REACHED = "NDCG@100", "coverage@10"


@dataclass(frozen=True)
class Comparison:
    """`rows`: a figure's name and its value in each run. `is_fair`: all of one question."""

    runs: Sequence[EvaluationRun]
    rows: list[tuple[str, list[str]]]
    is_fair: bool
    quality: Svg
    front: Svg


def comparison(runs: Sequence[EvaluationRun]) -> Comparison:
    asked = {(run.protocol, run.part, run.data_fingerprint) for run in runs}
    return Comparison(runs, _rows(runs), len(asked) == 1, _quality(runs), _front(runs))


def _rows(runs: Sequence[EvaluationRun]) -> list[tuple[str, list[str]]]:
    names = list(dict.fromkeys(name for run in runs for name in [*run.figures, *run.of_lists]))
    rows = [(name, [_said(run, name) for run in runs]) for name in names]
    costs = {
        _("배우는 초"): [f"{run.fit_seconds:.1f}" for run in runs],
        _("한 사람의 밀리초"): [f"{run.milliseconds:.1f}" for run in runs],
        _("메모리 MB"): [f"{run.memory_mb:.0f}" for run in runs],
    }
    return rows + list(costs.items())


def _said(run: EvaluationRun, name: str) -> str:
    if name in run.figures:
        found = run.figures[name]
        return f"{found['mean']:.4f} ({found['low']:.3f}–{found['high']:.3f})"
    return f"{run.of_lists[name]:.4f}" if name in run.of_lists else "–"


def _quality(runs: Sequence[EvaluationRun]) -> Svg:
    words = Words(
        name="quality",
        title=MAIN,
        description=_("실행마다 듣는 이의 평균과 95% 구간입니다. 길수록 더 잘 맞힙니다."),
        nothing=_("견줄 값이 없습니다."),
    )
    measured = [run for run in runs if MAIN in run.figures]
    return bars(
        words, [Bar(str(run), run.figures[MAIN]["mean"], _said(run, MAIN)) for run in measured]
    )


def _front(runs: Sequence[EvaluationRun]) -> Svg:
    words = Words(
        name="front",
        title=_("잘 맞힘과 넓게 닿음"),
        description=_(
            "가로는 누군가의 열 자리에 든 밴드의 비율, 세로는 NDCG@100입니다. "
            "오른쪽 위에 있을수록 둘 다 낫습니다."
        ),
        x=REACHED,
        y=MAIN,
        nothing=_("견줄 값이 없습니다."),
    )
    measured = [run for run in runs if MAIN in run.figures and REACHED in run.of_lists]
    return scatter(
        words,
        [
            Dot(run.of_lists[REACHED], run.figures[MAIN]["mean"], run.method, is_named=True)
            for run in measured
        ],
    )
