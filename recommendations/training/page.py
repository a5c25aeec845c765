"""What the admin shows of a training: rows of figures in words, and a chart over many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from config.plots import Series, Svg, Words, lines
from recommendations.training import drift, said
from recommendations.training.models import TrainingRun

ON_CHART = 60  # latest trainings

NO_FIGURE = "–"


@dataclass(frozen=True)
class Row:
    """A figure of what was learnt and of what serves, and what it means."""

    name: str
    new: str
    old: str
    means: str


@dataclass(frozen=True)
class Drifted:
    name: str
    index: str
    word: str


def sentence(run: TrainingRun) -> str:
    return str(said.REASONS.get(run.reason, run.message))


def rows_of(run: TrainingRun) -> list[Row]:
    """Empty for a training that came to no verdict."""
    if "golden" not in run.figures:
        return []
    named = (
        (
            _("따로 둔 사람의 픽을 찾음 (NDCG@10)"),
            "accuracy",
            _(
                "높을수록 좋습니다. 배울 때 빼 둔 사람이 목록을 보기 전에 고른 픽의 "
                "절반으로 나머지를 찾게 합니다."
            ),
        ),
        (
            _("지켜진 기준 짝"),
            "golden",
            _("높을수록 좋습니다. 글만 쓸 때보다 조금이라도 낮으면 바꾸지 않습니다."),
        ),
        (
            _("지어낸 취향의 목록이 닿는 밴드"),
            "reached",
            _("높을수록 고릅니다."),
        ),
        (
            _("치우침 (k-occurrence)"),
            "skewness",
            _("0이면 고르고, 1을 넘으면 몇 팀이 도드라집니다."),
        ),
        (
            _("목록에 나온 밴드의 인기 순위"),
            "rank",
            _("0이면 가장 많이 고른 밴드만, 1이면 가장 적게 고른 밴드만 나옵니다."),
        ),
    )
    return [Row(name, *_both(run.figures.get(key)), means) for name, key, means in named]


def against(run: TrainingRun) -> str:
    """What the new space was compared with."""
    return _("쓰던 것") if run.figures.get("against") == "learned" else _("글만")


def difference_of(run: TrainingRun) -> str:
    """+0.012 (+0.003 … +0.021), or a dash."""
    found = run.figures.get("difference")
    if not found or found["mean"] is None:
        return NO_FIGURE
    return f"{found['mean']:+.4f} ({found['low']:+.4f} … {found['high']:+.4f})"


def drift_of(run: TrainingRun) -> list[Drifted]:
    found = run.figures.get("drift") or {}
    named = {"keywords": _("키워드마다의 픽"), "popularity": _("인기 열 층마다의 픽")}
    return [
        Drifted(name, f"{found[key]:.3f}", str(said.DRIFT[drift.said(found[key])]))
        for key, name in named.items()
        if key in found
    ]


def chart(runs: Sequence[TrainingRun]) -> Svg:
    """NDCG@10 of each judged training, the oldest first, beside what served then."""
    known = [run for run in reversed(runs[:ON_CHART]) if _has_accuracy(run)]
    words = Words(
        name="accuracy",
        title=_("배울 때마다 따로 둔 사람의 픽을 얼마나 찾았나"),
        description=_("배울 때마다 새로 배운 공간과 그때 쓰던 공간의 NDCG@10입니다."),
        x=_("배움"),
        y="NDCG@10",
        nothing=_("픽으로 견준 적이 아직 없습니다."),
    )
    series = [
        Series(_("새로 배운 것"), [run.figures["accuracy"]["new"] for run in known]),
        Series(_("쓰던 것"), [run.figures["accuracy"]["old"] for run in known]),
    ]
    return lines(words, range(len(known)), series, names=[str(run) for run in known])


def _has_accuracy(run: TrainingRun) -> bool:
    found = run.figures.get("accuracy") or {}
    return found.get("new") is not None and found.get("old") is not None


def _both(values: Mapping[str, Any] | None) -> tuple[str, str]:
    new, old = ((values or {}).get(name) for name in ("new", "old"))
    return _said(new), _said(old)


def _said(value: float | None) -> str:
    return NO_FIGURE if value is None else f"{value:.4f}"
