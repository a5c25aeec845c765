"""Which bands no list shows and which stand in everyone's, as the last measurement found it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from config.plots import Svg, Words, histogram
from recommendations.reach.correction import NONE
from recommendations.reach.models import ReachMeasure, ReachRun
from recommendations.suggest.deciding import DEFAULT_ALGORITHM

MOST_BARS = 24
SPREADS = 2.0  # a hub stands so many standard deviations above the mean (Radovanovic et al. 2010)


@dataclass(frozen=True)
class Reach:
    """`counts[i]` is in how many of `n_lists` lists band `band_ids[i]` stood."""

    band_ids: NDArray[np.int64]
    counts: NDArray[np.int64]
    n_lists: int
    at: datetime | None

    @property
    def never(self) -> list[int]:
        return self.band_ids[self.counts == 0].tolist()

    @property
    def crowding(self) -> list[int]:
        """The bands that are shown far too often, the most often shown first."""
        limit = self.counts.mean() + SPREADS * self.counts.std()
        often = np.argsort(-self.counts, kind="stable")
        return self.band_ids[often[self.counts[often] > limit]].tolist()


def latest() -> Reach | None:
    """The newest measurement of what members get, over made-up tastes; None before the first."""
    plain = ReachRun.objects.filter(algorithm=DEFAULT_ALGORITHM, correction=NONE)
    run = plain.latest_done().values("pk")[:1]
    measure = (
        ReachMeasure.objects.filter(run__in=run, kind=ReachMeasure.Kind.SYNTHETIC)
        .values("run__band_ids", "occurrences", "done", "run__finished_at")
        .first()
    )
    return _reach(measure) if measure and measure["occurrences"] else None


def _reach(measure: Mapping) -> Reach:
    return Reach(
        np.array(measure["run__band_ids"], dtype=np.int64),
        np.array(measure["occurrences"], dtype=np.int64),
        measure["done"],
        measure["run__finished_at"],
    )


def plot(reach: Reach) -> Svg:
    """How many bands are shown how often."""
    most = int(reach.counts.max())
    step = max(-(-(most + 1) // MOST_BARS), 1)
    edges = np.arange(0, most + 1 + step, step)
    counts, _edges = np.histogram(reach.counts, edges)
    said = _(
        "밴드 %(bands)d팀 가운데 %(never)d팀은 목록 %(lists)d개 어디에도 없고, "
        "가장 많이 나온 팀은 %(most)d번 나왔습니다."
    )
    words = Words(
        name="board-reach",
        title=_("추천 목록에 몇 번 나오나"),
        description=said
        % {
            "bands": len(reach.counts),
            "never": len(reach.never),
            "lists": reach.n_lists,
            "most": most,
        },
        x=_("나온 횟수"),
        y=_("밴드"),
    )
    return histogram(words, counts.tolist(), edges.tolist())
