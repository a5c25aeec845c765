"""`ours` as a night on the site leaves it: what held out listeners settle is settled first."""

from dataclasses import dataclass, field, replace

import numpy as np

from recommendations.algorithms.types import DEFAULTS
from recommendations.learning.features import features
from recommendations.learning.fusing import Fusing, fused
from recommendations.learning.sparse import columns_of
from recommendations.learning.text_versions import Served, TextVersion, direction
from recommendations.learning.types import World
from recommendations.training.asked import asked, candidate, hubs_kept, preferred
from recommendations.training.feedback import PICKED, Listens, Signals, listens
from recommendations.training.trial import MOST_ASKED, STARTS


@dataclass(frozen=True)
class AsServed:
    version: TextVersion = field(default=TextVersion("ours"))

    def fit(self, world: World) -> Served:
        return replace(self.version, fusing=self.settled(world)).fit(world)

    def settled(self, world: World) -> Fusing:
        """Listeners are held out of what is learnt for this question alone."""
        fusing = self.version.fusing
        content = features(world, self.version.dimensions)
        heard = _heard(world)
        words = world.words[heard.listeners]
        seen = replace(world, listens=heard.known, words=words)
        parts = fused(content.bands, seen, fusing)
        known = np.flatnonzero(parts.points.any(axis=1))  # the site has a text of every band
        heard = replace(heard, first=heard.first[:, known])
        rows = heard.asked(MOST_ASKED)
        chosen = [direction(content.words, columns) for columns in columns_of(words[rows])]
        listeners = asked(heard.first[rows], words[rows], world.tags[known], chosen)
        those = replace(parts, points=parts.points[known], crowding=parts.crowding[known])
        params = replace(DEFAULTS, n_init=STARTS)
        usual, kept = (
            candidate(those, one, listeners, params) for one in (fusing, hubs_kept(fusing))
        )
        return preferred(usual, kept).fusing


def _heard(world: World) -> Listens:
    rows, bands = world.listens.nonzero()
    weights = np.full(len(rows), PICKED, dtype=np.float32)
    who = Signals(rows.astype(np.int64), bands.astype(np.int64), weights, weights > 0)
    return listens(who, world.n_bands)
