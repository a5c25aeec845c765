"""The list of an address: read, decide; nothing of it is stored."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from bands.models import Keyword
from embeddings.querysets import Serving
from recommendations.algorithms import registry
from recommendations.algorithms.adaptive import adaptive_t
from recommendations.algorithms.explain import explained
from recommendations.algorithms.overhearing import Overhearing
from recommendations.algorithms.picks import prepared
from recommendations.algorithms.select import Choice
from recommendations.algorithms.types import DEFAULTS, Hit, Ranking, Taste, Vector
from recommendations.algorithms.vectors import cosine, mean_direction
from recommendations.code_version import code_version
from recommendations.steering.address import MOST_WITHOUT, STEP, State
from recommendations.steering.balance import Candidates, Pool, base_of, candidates, steered
from recommendations.steering.inputs import Land, load_land, load_named, load_surroundings
from recommendations.steering.rocchio import leaning
from recommendations.suggest.inputs import load_inputs, serving_now

REACH = 50  # bands that each taste group, and the keywords, bring into the pool
STEERED = "steered"  # the slot of a band that the sliders brought in


@dataclass(frozen=True)
class Dug:
    """A list and what it was made of.

    state : as it was understood, with `made` of the catalogue as it is now
    unknown : how many ids of the address stand for nothing
    land : where all bands stand
    was_made : of which catalogue the address was, "" when it does not say
    strength : where the picks put the keywords' slider; None where it can move nothing
    is_counted : whether the slider of familiarity has anything to go by
    """

    state: State
    hits: tuple[Hit, ...]
    algorithm: str
    keywords: tuple[Keyword, ...]
    unknown: int
    degraded: tuple[str, ...]
    land: Land
    was_made: str = ""
    strength: float | None = None
    is_counted: bool = False

    @property
    def band_ids(self) -> tuple[int, ...]:
        return tuple(hit.band_id for hit in self.hits)

    @property
    def is_of_another_catalogue(self) -> bool:
        return self.was_made not in ("", self.state.made)


def start_of(*, member_id: int | None, now: datetime) -> State:
    """What a visitor picked; empty without picks. What feedback blocks stays out (CONTRACT A1)."""
    if member_id is None:
        return State()
    inputs = load_inputs(member_id=member_id, now=now)
    return State(
        band_ids=inputs.band_ids,
        keyword_ids=inputs.keyword_ids,
        without_ids=inputs.blocked_ids[:MOST_WITHOUT],
    )


def dig(state: State, *, now: datetime) -> Dug:
    """The five of a state, the same for whoever asks. Raises `CatalogueNotReady`."""
    serving = serving_now()
    named = load_named(state)
    around = load_surroundings(named, serving, now)
    taste = leaning(around.taste, np.array(named.state.turns.less, dtype=np.int64))
    heard = Overhearing(around.nearest, REACH, taste.keyword)
    ranking = registry.algorithm(state.algorithm)(taste, heard)
    land = load_land()
    dug = Dug(
        state=replace(named.state, made=_catalogue_mark(serving)),
        hits=(),
        algorithm=ranking.algorithm,
        keywords=named.keywords,
        unknown=named.unknown,
        degraded=around.degraded,
        land=land,
        was_made=state.made,
    )
    return _chosen(dug, ranking, taste, heard)


def _catalogue_mark(serving: Serving) -> str:
    """Short, and new whenever the bands, their vectors or this code are."""
    return f"{serving.standing}-{code_version('algorithms', 'steering')[:4]}"


def _chosen(dug: Dug, ranking: Ranking, taste: Taste, heard: Overhearing) -> Dug:
    """With the best of all that the algorithm looked at, as the sliders stand."""
    if heard.queries is None or not ranking.hits:
        return replace(dug, state=_settled(dug.state, None))
    found = candidates(heard.found)
    familiarity, is_counted = dug.land.familiarity(found.ids)
    similarities = _cosines(found.vectors, heard.queries)
    pool = Pool(
        ids=found.ids,
        base=base_of(found.ids, similarities.max(axis=1), ranking.hits),
        keyword=_towards(found, taste.keyword),
        familiarity=familiarity,
        strength=_strength(ranking, taste),
    )
    state = _settled(dug.state, pool.strength)
    n, turns = len(ranking.hits), state.turns
    rows = steered(pool, strength=turns.strength, depth=turns.depth, n=n)
    choices = _choices(found, similarities, rows.tolist(), ranking)
    hits = _explained(choices, ranking, taste)
    return replace(dug, state=state, hits=hits, strength=pool.strength, is_counted=is_counted)


def _strength(ranking: Ranking, taste: Taste) -> float | None:
    """The mean t of the taste groups; None without picks or keywords to weigh up."""
    picks = prepared(taste)
    if picks.keyword is None or not picks.band_ids.size:
        return None
    if ranking.algorithm == "v1":
        return 0.0
    groups = [picks.bands[np.isin(picks.band_ids, group)] for group in ranking.groups]
    cosines = [cosine(mean_direction(rows), picks.keyword) for rows in groups]
    return float(np.mean([adaptive_t(each, DEFAULTS) for each in cosines]))


def _settled(state: State, strength: float | None) -> State:
    """A slider that stands where the picks put it says nothing of its own."""
    asked = state.turns.strength
    own = None if strength is None else round(round(strength / STEP) * STEP, 2)
    if asked is None or (own is not None and asked != own):
        return state
    return replace(state, turns=replace(state.turns, strength=None))


def _towards(found: Candidates, keyword: Vector | None) -> Vector:
    if keyword is None:
        return np.zeros(len(found.ids))
    return _cosines(found.vectors, keyword[np.newaxis])[:, 0]


def _cosines(vectors: np.ndarray, queries: np.ndarray) -> np.ndarray:
    """(n, d), (q, d) unit rows -> (n, q)."""
    return np.clip(np.vecdot(vectors[:, np.newaxis], queries), -1.0, 1.0)


def _choices(
    found: Candidates, similarities: np.ndarray, rows: Sequence[int], ranking: Ranking
) -> list[Choice]:
    """The algorithm's own bands keep their place in it, the others say that the sliders did it."""
    own = {hit.band_id: hit for hit in ranking.hits}
    choices = []
    for row in rows:
        pk, group = int(found.ids[row]), int(similarities[row].argmax())
        score, slot = float(similarities[row, group]), STEERED
        if pk in own:
            score, group, slot = own[pk].score, own[pk].group, own[pk].slot
        choices.append(Choice(pk, score, group, slot, found.vectors[row]))
    return choices


def _explained(choices: Sequence[Choice], ranking: Ranking, taste: Taste) -> tuple[Hit, ...]:
    picks = prepared(taste)
    picks = replace(picks, keyword=None) if ranking.algorithm == "v1" else picks
    groups = [np.flatnonzero(np.isin(picks.band_ids, group)) for group in ranking.groups]
    return explained(ranking.algorithm, picks, groups, choices, DEFAULTS).hits
