"""Stored figures as rows of text, for the admin and for the command line."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from embeddings.switching import said

NOTHING = "-"


@dataclass(frozen=True)
class Row:
    """One figure of the serving space and of the other."""

    label: str
    active: str
    candidate: str


def rows_of(result: Mapping[str, Any]) -> list[Row]:
    """The figures of a comparison or of a decision, side by side; what is not there is left out."""
    if "candidate" not in result:
        return []
    ours, theirs = result["candidate"], result["active"]
    rows = [_pair(label, part, theirs["coverage"], ours["coverage"]) for label, part in _parts()]
    golden = [_share(label, key, theirs["golden"], ours["golden"]) for label, key in _golden()]
    return [*rows, *golden, *_hubness(result.get("hubness"))]


def refusals_of(figures: Mapping[str, Any]) -> list[str]:
    """Why the gate said no, as sentences."""
    return [said.sentence(one["fault"], _numbers(one)) for one in figures.get("refusals", ())]


def percent(value: float | None) -> str:
    return NOTHING if value is None else f"{100 * value:.1f} %"


def _numbers(refusal: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in refusal.items() if name != "fault"}


def _parts() -> list[tuple[str, str]]:
    return [
        (_("밴드"), "bands"),
        (_("키워드"), "keywords"),
        (_("고른 키워드 묶음"), "sentences"),
    ]


def _golden() -> list[tuple[str, str]]:
    return [
        (_("지켜지는 기준 짝"), "held"),
        (_("가까워야 할 짝"), "near"),
        (_("멀어야 할 짝"), "far"),
        (_("짝을 가르는 힘(AUC)"), "auc"),
    ]


def _pair(label: str, part: str, theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> Row:
    return Row(label, "{} / {}".format(*theirs[part]), "{} / {}".format(*ours[part]))


def _share(label: str, key: str, theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> Row:
    return Row(label, percent(theirs[key]), percent(ours[key]))


def _hubness(hubness: Mapping[str, Any] | None) -> list[Row]:
    if not hubness:
        return []
    ours, theirs = hubness["candidate"], hubness["active"]
    return [
        Row(_("쏠림(k-occurrence 왜도)"), str(theirs["skewness"]), str(ours["skewness"])),
        Row(_("누구의 가까운 열에도 없는 밴드"), percent(theirs["never"]), percent(ours["never"])),
        Row(_("가장 자주 나오는 밴드"), str(theirs["most"]), str(ours["most"])),
    ]
