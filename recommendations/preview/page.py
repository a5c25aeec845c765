"""What the page of a preview and its panel show."""

from typing import Any

from bands.drafts.models import BandDraft
from embeddings.models import EmbeddingSpace
from recommendations.preview.models import DraftPreview
from recommendations.preview.shown import Shown, shown
from recommendations.preview.troubles import Trouble, trouble_of

STEPS = list(DraftPreview.Step)


def context_of(*, draft: BandDraft, may_change: bool) -> dict[str, Any]:
    """All that the templates of a draft's preview need; `preview` None: nobody asked yet."""
    preview = DraftPreview.objects.select_related("space").filter(draft=draft).first()
    return {
        "draft": draft,
        "preview": preview,
        "may_change": may_change and draft.is_open,
        "effect": _effect(preview, draft),
        "is_stale": preview is not None and preview.number != draft.number,
        "is_of_other_space": _is_of_other_space(preview),
        "trouble": _trouble(preview),
        "steps": _steps(preview) if preview and preview.is_under_way else [],
    }


def _effect(preview: DraftPreview | None, draft: BandDraft) -> Shown | None:
    if preview is None or preview.state != DraftPreview.State.DONE:
        return None
    return shown(preview.effect, band_id=draft.band_id, taken=draft.act.keywords)


def _is_of_other_space(preview: DraftPreview | None) -> bool:
    if preview is None or preview.state != DraftPreview.State.DONE:
        return False
    active = EmbeddingSpace.objects.active()
    return active is None or active.pk != preview.space_id


def _trouble(preview: DraftPreview | None) -> Trouble | None:
    failed = preview is not None and preview.state == DraftPreview.State.FAILED
    return trouble_of(preview.error) if failed else None


def _steps(preview: DraftPreview) -> list[dict[str, Any]]:
    """Each step with its state, for a list that fills from above."""
    at = STEPS.index(DraftPreview.Step(preview.step))
    return [
        {"label": step.label, "is_done": place < at, "is_current": place == at}
        for place, step in enumerate(STEPS)
    ]
