"""All that the page of one space shows, read at once."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from embeddings.filling.coverage import Coverage, coverage_of
from embeddings.filling.estimate import Estimate, cost_of, estimate, price_of
from embeddings.filling.models import SpaceFill
from embeddings.models import EmbeddingSpace
from embeddings.switching import shown
from embeddings.switching.figures import of_coverage
from embeddings.switching.models import SpaceChange, SpaceComparison
from embeddings.switching.services import judge, roll_back_target
from embeddings.switching.shown import Row

Status = EmbeddingSpace.Status
LINES = 10  # of the log


@dataclass(frozen=True)
class Bar:
    label: str
    done: int
    total: int


@dataclass(frozen=True)
class SpacePage:
    """`estimate` and `verdict` are None where they say nothing: full, filling or serving."""

    space: EmbeddingSpace
    fill: SpaceFill | None
    bars: list[Bar]
    hopeless: int
    spent: str
    estimate: Estimate | None
    refusals: list[str] | None
    figures: list[Row]
    comparison: SpaceComparison | None
    comparison_rows: list[Row]
    changes: list[SpaceChange]
    roll_back_target: EmbeddingSpace | None
    tolerance: str
    is_moving: bool  # show it again in a moment


def page_of(space: EmbeddingSpace) -> SpacePage:
    active = EmbeddingSpace.objects.active()
    fill = SpaceFill.objects.filter(space=space).first()
    coverage = coverage_of(space, active.pk if active else None)
    is_filling = space.status == Status.BUILDING and _is_filling(fill) and not coverage.is_full
    comparison = SpaceComparison.objects.filter(space=space).order_by("pk").last()
    is_comparing = comparison is not None and comparison.state == SpaceComparison.State.WAITING
    may_be_judged = space.status != Status.ACTIVE and not is_filling
    verdict = judge(space) if may_be_judged else None
    return SpacePage(
        space=space,
        fill=fill,
        bars=_bars(coverage),
        hopeless=coverage.hopeless,
        spent=_spent(space, fill),
        estimate=estimate(space) if may_be_judged and not coverage.is_full else None,
        refusals=shown.refusals_of(verdict.figures) if verdict else None,
        figures=shown.rows_of(verdict.figures) if verdict else [],
        comparison=comparison,
        comparison_rows=shown.rows_of(comparison.result) if comparison else [],
        changes=list(
            SpaceChange.objects.filter(to_space=space).select_related("by").order_by("-pk")[:LINES]
        ),
        roll_back_target=roll_back_target() if space.status == Status.ACTIVE else None,
        tolerance=shown.percent(settings.EMBEDDING_SWITCH_TOLERANCE),
        is_moving=is_filling or is_comparing,
    )


def _is_filling(fill: SpaceFill | None) -> bool:
    return fill is not None and fill.state == SpaceFill.State.FILLING


def _bars(coverage: Coverage) -> list[Bar]:
    labels = {"bands": _("밴드"), "keywords": _("키워드"), "sentences": _("고른 키워드 묶음")}
    counts = of_coverage(coverage)
    return [Bar(label, *counts[part]) for part, label in labels.items()]


def _spent(space: EmbeddingSpace, fill: SpaceFill | None) -> str:
    """Texts, tokens and dollars that went out so far."""
    if fill is None:
        return ""
    said = _("글 %(texts)d개, 토큰 약 %(tokens)d개") % {
        "texts": fill.asked_texts,
        "tokens": fill.spent_tokens,
    }
    price = price_of(space.provider, space.model)
    return said if price is None else f"{said}, ${cost_of(fill.spent_tokens, price)}"
