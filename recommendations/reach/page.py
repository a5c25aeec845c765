"""What the page of a measurement shows: figures, a chart, hubs and orphans, perhaps of two runs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from bands.models import Band
from config.plots import Series, Svg, Words, columns
from recommendations.reach.metrics import by_doublings, doublings
from recommendations.reach.models import ReachMeasure, ReachRun

HUBS, ORPHANS = 20, 60
Kind = ReachMeasure.Kind


@dataclass(frozen=True)
class Shown:
    band: Band
    times: int
    share: float


@dataclass(frozen=True)
class Part:
    """One kind of lists of a run, and the same of the run it is compared with."""

    measure: ReachMeasure
    other: ReachMeasure | None
    hubs: tuple[Shown, ...]
    orphans: tuple[Band, ...]
    n_orphans: int
    chart: Svg


def parts_of(run: ReachRun, other: ReachRun | None) -> list[Part]:
    """In the order in which they were measured; kinds without lists are left out."""
    others = {one.kind: one for one in other.measures.all()} if other else {}
    measures = run.measures.filter(done__gt=0).order_by("pk")
    return [_part(run, measure, other, others.get(measure.kind)) for measure in measures]


def _part(
    run: ReachRun, measure: ReachMeasure, other: ReachRun | None, theirs: ReachMeasure | None
) -> Part:
    counts = np.array(measure.occurrences, dtype=np.int64)
    ids = np.array(run.band_ids, dtype=np.int64)
    top = np.argsort(-counts, kind="stable")[:HUBS]
    top = top[counts[top] > 0]
    none = np.flatnonzero(counts == 0)
    bands = Band.objects.in_bulk([*ids[top].tolist(), *ids[none[:ORPHANS]].tolist()])
    lists = max(measure.done, 1)
    return Part(
        measure,
        theirs,
        tuple(
            Shown(bands[pk], int(times), times / lists)
            for pk, times in zip(ids[top].tolist(), counts[top], strict=True)
            if pk in bands
        ),
        tuple(bands[pk] for pk in ids[none[:ORPHANS]].tolist() if pk in bands),
        len(none),
        _chart(run, measure, other, theirs),
    )


def _chart(
    run: ReachRun, measure: ReachMeasure, other: ReachRun | None, theirs: ReachMeasure | None
) -> Svg:
    drawn = [(run, measure)] + ([(other, theirs)] if other and theirs and theirs.done else [])
    counted = [np.array(one.occurrences, dtype=np.int64) for _run, one in drawn]
    most = max(int(counts.max(initial=0)) for counts in counted)
    series = [
        Series(str(one), _percent(by_doublings(counts, most)))
        for (one, _measure), counts in zip(drawn, counted, strict=True)
    ]
    words = Words(
        name=f"reach-{measure.kind}",
        title=_("목록에 나온 횟수의 분포: %s") % measure.get_kind_display(),
        description=_(
            "가로는 한 밴드가 나온 횟수, 세로는 그만큼 나온 밴드의 비율입니다. "
            "왼쪽 끝은 한 번도 나오지 않은 밴드, 오른쪽 끝은 어디에나 나오는 밴드입니다."
        ),
        x=_("나온 횟수"),
        y=_("밴드 %"),
        nothing=_("아직 센 것이 없습니다."),
    )
    return columns(words, doublings(most), series)


def _percent(shares: Sequence[float]) -> list[float]:
    return [100 * share for share in shares]
