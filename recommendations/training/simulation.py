"""A town of listeners whose taste is known, to see where learning from picks leads (S104, S117).

Every listener likes one to three directions of a hidden space, which the texts tell only in part.
Each is shown five bands about every third day and picks what is liked well enough; the picks are
what the next night learns from, by the code that the site's nights run.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommendations.algorithms.types import DEFAULTS, Params
from recommendations.learning.features import unit
from recommendations.learning.fusing import Fusing
from recommendations.learning.sparse import ones_at
from recommendations.reach import metrics
from recommendations.reach.compare import Pair
from recommendations.training.feedback import PICKED, Signals, listens
from recommendations.training.spaces import Space, Wanted, of_texts
from recommendations.training.trial import Material, mean_rank, tried

HIDDEN = 16  # directions that tastes have
TOLD = 0.6  # cosine of what the texts tell of a band with the band itself, about
SCENES = 12  # groups that listeners tell apart and texts do not
SHOWN = 5
VISITS = 1 / 3  # a day
LIKED_SHARE = 0.08  # of the catalogue that a listener likes well enough to pick
NOISE = 0.05  # in affinity, of what a listener makes of a band at a visit
SEEN = (1.0, 0.9, 0.8, 0.7, 0.6)  # chance that a place is looked at
KNOWN_AT_FIRST = (2, 8)
FAME = 1.0  # spread of the logarithm of how well a band is known beforehand
PANEL = 200  # listeners who only look: the same tastes and picks every day
WEEK = 7
TASTES = 100
PAIRS = 40  # golden ones, half near and half far

LEARNING, TEXTS, POPULAR = "learning", "texts", "popular"
ARMS = (LEARNING, TEXTS, POPULAR)

Rows = NDArray[np.float64]
Counts = NDArray[np.float64]


@dataclass(frozen=True)
class Shelf:
    """A catalogue: (n, d) unit rows of its texts and (n, k) its keywords."""

    texts: NDArray[np.float32]
    tags: csr_array


@dataclass(frozen=True)
class Town:
    """hidden : (n, h) unit rows, what the bands are like
    fame : (n,) how likely each is known to somebody beforehand, sums to 1
    affinities : (l, n) cosine of each listener's nearest direction to each band
    first : the bands that each knows at first
    """

    shelf: Shelf
    hidden: Rows
    fame: Counts
    affinities: Rows
    first: Sequence[NDArray[np.intp]]
    pairs: Sequence[Pair]

    @property
    def n_bands(self) -> int:
        return len(self.hidden)


@dataclass(frozen=True)
class Day:
    """What one arm's day was like.

    affinity, ndcg : means over the day's lists; the gain of NDCG@5 is the true affinity, over the
        best five bands that are not picked yet
    panel : NDCG@5 of the panel's lists, whose picks never change
    reach : share of the catalogue that was shown within a week
    skewness : of how often each band was shown within a week
    rank : mean place by picks of what was shown, 0 for the most picked and 1 for the least
    picks : so far
    promoted : whether what the night before had learnt serves from this day on
    """

    arm: str
    number: int
    affinity: float
    ndcg: float
    panel: float
    reach: float
    skewness: float
    rank: float
    picks: int
    promoted: bool


def synthetic_shelf(n_bands: int, dimensions: int, *, seed: int, n_keywords: int = 40) -> Shelf:
    """Texts in 24 loose groups; a band carries the four keywords nearest to its text, or so."""
    rng = np.random.default_rng([seed, 1])
    centres = rng.standard_normal((24, dimensions))
    texts = unit(centres[rng.integers(24, size=n_bands)] + _noise(rng, n_bands, dimensions))
    words = unit(rng.standard_normal((n_keywords, dimensions)))
    likeness = texts @ words.T + 0.1 * rng.standard_normal((n_bands, n_keywords))
    carried = np.argsort(-likeness, axis=1)[:, :4]
    return Shelf(texts, ones_at(list(carried), n_keywords))


def town(shelf: Shelf, *, listeners: int, seed: int) -> Town:
    rng = np.random.default_rng([seed, 2])
    hidden = _hidden(shelf.texts, rng)
    fame = np.exp(FAME * rng.standard_normal(len(hidden)))
    fame /= fame.sum()
    affinities = np.stack([_taste(hidden, rng) for _one in range(listeners + PANEL)])
    first = [_known(affinity, fame, rng) for affinity in affinities]
    return Town(shelf, hidden, fame, affinities, first, _pairs(hidden, rng))


def _hidden(texts: NDArray[np.float32], rng: np.random.Generator) -> Rows:
    """What the texts tell, turned into fewer dimensions, and what no text says."""
    told = unit(texts @ rng.standard_normal((texts.shape[1], HIDDEN)))
    scenes = rng.standard_normal((SCENES, HIDDEN))[rng.integers(SCENES, size=len(texts))]
    untold = unit(scenes + _noise(rng, len(texts), HIDDEN))
    return np.asarray(unit(TOLD * told + np.sqrt(1 - TOLD**2) * untold), dtype=np.float64)


def _taste(hidden: Rows, rng: np.random.Generator) -> Counts:
    """(n,) how well each band is liked: near any of one to three directions."""
    n = int(rng.choice([1, 2, 3], p=[0.45, 0.35, 0.20]))
    centres = hidden[rng.choice(len(hidden), size=n, replace=False)]
    directions = unit(centres + 0.5 * _noise(rng, n, HIDDEN))
    return np.asarray((hidden @ directions.T).max(axis=1))


def _known(affinity: Counts, fame: Counts, rng: np.random.Generator) -> NDArray[np.intp]:
    """What somebody knows at first: of bands they like, the famous ones more often."""
    wanted = int(rng.integers(KNOWN_AT_FIRST[0], KNOWN_AT_FIRST[1] + 1))
    weights = fame * (affinity >= _enough(affinity))
    wanted = min(wanted, int((weights > 0).sum()))
    return np.sort(rng.choice(len(fame), size=wanted, replace=False, p=weights / weights.sum()))


def _enough(affinity: Counts) -> float:
    """From where on a band is liked well enough to be picked."""
    return float(np.quantile(affinity, 1 - LIKED_SHARE))


def _pairs(hidden: Rows, rng: np.random.Generator) -> list[Pair]:
    """What curators would say: half of them of a band and its nearest, half of a far one."""
    cosines = hidden @ hidden.T
    asked = rng.choice(len(hidden), size=PAIRS, replace=False).tolist()
    order = np.argsort(-cosines[asked], axis=1)
    near = [(row, int(order[place, 1]), True) for place, row in enumerate(asked[: PAIRS // 2])]
    middle = len(hidden) // 2
    return near + [
        (row, int(order[place, rng.integers(middle, len(hidden))]), False)
        for place, row in enumerate(asked)
        if place >= PAIRS // 2
    ]


def _noise(rng: np.random.Generator, n: int, dimensions: int) -> Rows:
    return rng.standard_normal((n, dimensions))


@dataclass
class Loop:
    """One arm: its listeners' picks, its space, what it showed of late."""

    town: Town
    arm: str
    seed: int
    fusing: Fusing
    params: Params
    picks: list[NDArray[np.intp]] = field(default_factory=list)
    serving: Space | None = None
    shown: list[Counts] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.picks = [*self.town.first[:-PANEL]]
        self.watched: tuple[Space | None, float] | None = None

    def days(self, number_of_days: int) -> Iterator[Day]:
        for number in range(1, number_of_days + 1):
            promoted = number > 1 and self._night(number)
            yield self._day(number, promoted)

    def _day(self, number: int, promoted: bool) -> Day:
        rng = np.random.default_rng([self.seed, 3, number])
        visitors = np.flatnonzero(rng.random(len(self.picks)) < VISITS)
        lists = self._lists([self.picks[who] for who in visitors])
        affinities = self.town.affinities[visitors]
        before = self._picked()
        picks = [self.picks[who] for who in visitors]
        figures = np.array(
            [qualities(*one) for one in zip(affinities, picks, lists, strict=True)]
        ).mean(axis=0)
        for who, shown in zip(visitors, lists, strict=True):
            self._pick(int(who), shown, rng)
        week = self._note(lists)
        return Day(
            self.arm,
            number,
            float(figures[0]),
            float(figures[1]),
            self._panel(),
            float(np.mean(week > 0)),
            metrics.skewness(week.astype(np.int64)),
            mean_rank(lists, before),
            int(self._picked().sum()),
            promoted,
        )

    def _lists(self, picks: Sequence[NDArray[np.intp]]) -> list[list[int]]:
        if self.arm == POPULAR:
            order = np.argsort(-self._picked(), kind="stable")
            return [order[~np.isin(order, own)][:SHOWN].tolist() for own in picks]
        space = self.serving or of_texts(self.town.shelf.texts)
        return space.lists([Wanted(own) for own in picks], self.params)

    def _pick(self, who: int, shown: Sequence[int], rng: np.random.Generator) -> None:
        """What is looked at and liked well enough, as it seems today."""
        affinity = self.town.affinities[who]
        enough = _enough(affinity)
        seems = affinity[shown] + NOISE * rng.standard_normal(len(shown))
        looked_at = rng.random(len(shown)) < np.array(SEEN[: len(shown)])
        chosen = np.array(shown, dtype=np.intp)[looked_at & (seems >= enough)]
        self.picks[who] = np.union1d(self.picks[who], chosen)

    def _picked(self) -> Counts:
        return np.bincount(np.concatenate(self.picks), minlength=self.town.n_bands).astype(float)

    def _note(self, lists: Sequence[Sequence[int]]) -> Counts:
        """(n,) how often each band was shown within the week."""
        counts = metrics.k_occurrence(lists, self.town.n_bands).astype(np.float64)
        self.shown = [*self.shown, counts][-WEEK:]
        return np.asarray(np.sum(self.shown, axis=0))

    def _panel(self) -> float:
        """Made again only when what serves has changed; the popular list changes every day."""
        if self.watched is None or self.arm == POPULAR or self.watched[0] is not self.serving:
            picks = self.town.first[-PANEL:]
            rows = zip(self.town.affinities[-PANEL:], picks, self._lists(picks), strict=True)
            self.watched = (self.serving, float(np.mean([qualities(*one)[1] for one in rows])))
        return self.watched[1]

    def _night(self, number: int) -> bool:
        """Learn from all picks so far, and let it serve where it is better."""
        if self.arm != LEARNING:
            return False
        outcome = tried(self._material(number), self.fusing, self.params)
        if outcome.verdict.promoted:
            self.serving = outcome.space
        return outcome.verdict.promoted

    def _material(self, number: int) -> Material:
        counts = [len(own) for own in self.picks]
        who = np.repeat(np.arange(len(self.picks), dtype=np.int64), counts)
        bands = np.concatenate(self.picks).astype(np.int64)
        weights = np.full(len(bands), PICKED, dtype=np.float32)
        firsts = zip(self.picks, self.town.first, strict=False)
        is_first = np.concatenate([np.isin(own, first) for own, first in firsts])
        heard = listens(Signals(who, bands, weights, is_first), self.town.n_bands)
        rng = np.random.default_rng([self.seed, 4, number])
        tastes = [self.picks[row] for row in rng.choice(len(self.picks), TASTES)]
        tags = self.town.shelf.tags
        return Material(
            texts=self.town.shelf.texts,
            listens=heard,
            tags=tags,
            words=csr_array((len(heard.listeners), tags.shape[1]), dtype=np.float32),
            chosen=[None] * len(heard.listeners),
            pairs=self.town.pairs,
            tastes=[Wanted(own) for own in tastes],
            serving=self.serving,
        )


def qualities(
    affinity: Counts, picks: NDArray[np.intp], shown: Sequence[int]
) -> tuple[float, float]:
    """Mean affinity of a list, and its NDCG@5 with the affinity as gain."""
    gains = np.maximum(affinity, 0)
    left = np.delete(gains, picks)
    discounts = 1 / np.log2(np.arange(2, SHOWN + 2))
    best = float(np.sort(left)[::-1][:SHOWN] @ discounts)
    return float(affinity[shown].mean()), float(gains[shown] @ discounts[: len(shown)]) / best


def simulated(
    place: Town,
    *,
    days: int,
    seed: int,
    fusing: Fusing,
    arms: Sequence[str] = ARMS,
) -> Iterator[Day]:
    """All days of each arm, one arm after the other; the same visits in each."""
    params = replace(DEFAULTS, n_full=SHOWN, n_init=1)
    for arm in arms:
        yield from Loop(place, arm, seed, fusing, params).days(days)
