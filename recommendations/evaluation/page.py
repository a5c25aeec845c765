"""Runs side by side: a table, how good each is with its interval, and how far it reaches."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from config.plots import Bar, Dot, Svg, Words, bars, scatter
from recommendations.evaluation.models import EvaluationRun

MAIN, REACHED = "NDCG@100", "coverage@10"
ELSEWHERE = {"p4": ("sentences, NDCG@10", "reached")}  # a protocol's own two main figures


@dataclass(frozen=True)
class Comparison:
    """`rows`: each run with its values, in the order of `names`. `is_fair`: all of one question."""

    names: list[str]
    rows: list[tuple[EvaluationRun, list[str]]]
    is_fair: bool
    quality: Svg
    front: Svg

    @property
    def runs(self) -> list[EvaluationRun]:
        return [run for run, _values in self.rows]

    @property
    def figures(self) -> list[tuple[str, tuple[str, ...]]]:
        """A name, and its value in each of `runs`: there are more figures than runs."""
        values = zip(*(values for _run, values in self.rows), strict=True)
        return list(zip(self.names, values, strict=True))


def comparison(runs: Sequence[EvaluationRun]) -> Comparison:
    """Best first by what is in all of them."""
    ordered = sorted(runs, key=lambda run: -(_main(run) or 0.0))
    asked = {(run.protocol, run.part, run.data_fingerprint) for run in runs}
    names = list(dict.fromkeys(name for run in runs for name in [*run.figures, *run.of_lists]))
    costs = [_("배우는 초"), _("한 사람의 밀리초"), _("메모리 MB")]
    rows = [(run, [*(_said(run, name) for name in names), *_cost(run)]) for run in ordered]
    return Comparison(names + costs, rows, len(asked) == 1, _quality(ordered), _front(ordered))


def main_of(run: EvaluationRun) -> tuple[str, str]:
    """The names of how good a run is and how far it reaches."""
    return ELSEWHERE.get(run.protocol, (MAIN, REACHED))


def reached(run: EvaluationRun) -> float | None:
    return run.of_lists.get(main_of(run)[1])


def _main(run: EvaluationRun) -> float | None:
    found = run.figures.get(main_of(run)[0])
    return float(found["mean"]) if found else None


def _cost(run: EvaluationRun) -> list[str]:
    return [f"{run.fit_seconds:.1f}", f"{run.milliseconds:.1f}", f"{run.memory_mb:.0f}"]


def _said(run: EvaluationRun, name: str) -> str:
    if name in run.figures:
        return f"{run.figures[name]['mean']:.4f}"
    return f"{run.of_lists[name]:.4f}" if name in run.of_lists else "–"


def with_interval(run: EvaluationRun) -> str:
    """The main figure with its 95 % interval."""
    found = run.figures.get(main_of(run)[0])
    return f"{found['mean']:.4f} ({found['low']:.3f}–{found['high']:.3f})" if found else "–"


def _quality(runs: Sequence[EvaluationRun]) -> Svg:
    words = Words(
        name="quality",
        title=main_of(runs[0])[0],
        description=_("실행마다 평균과 95% 구간입니다. 길수록 더 잘 맞힙니다."),
        nothing=_("견줄 값이 없습니다."),
    )
    measured = [(run, quality) for run in runs if (quality := _main(run)) is not None]
    return bars(words, [Bar(str(run), quality, with_interval(run)) for run, quality in measured])


def _front(runs: Sequence[EvaluationRun]) -> Svg:
    y, x = main_of(runs[0])
    words = Words(
        name="front",
        title=_("잘 맞힘과 넓게 닿음"),
        description=_(
            "가로는 누군가의 목록에 든 밴드의 비율, 세로는 얼마나 잘 맞히는지입니다. "
            "오른쪽 위에 있을수록 둘 다 낫습니다."
        ),
        x=x,
        y=y,
        nothing=_("견줄 값이 없습니다."),
    )
    measured = [(run, reached(run), _main(run)) for run in runs]
    dots = [
        Dot(far, good, run.method, is_named=True)
        for run, far, good in measured
        if far is not None and good is not None
    ]
    return scatter(words, dots)
