"""How well what was read and found meets what is known. Pure."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recommendations.asking.evaluation.utterances import Utterance

PLACES = 5
ALIKE = 0.25  # share of a liked band's keywords from which a band is like it


@dataclass(frozen=True)
class Read:
    """What a step read of an utterance: catalogue keys and keywords."""

    bands: Mapping[str, str]
    wanted: frozenset[str]
    unwanted: frozenset[str]
    unmet: frozenset[str]


@dataclass(frozen=True)
class Share:
    """Counts of a step over all utterances."""

    right: int
    given: int
    known: int

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.known if self.known else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


Pairs = Sequence[tuple[Utterance, Read]]


def of_mentions(pairs: Pairs) -> Share:
    return _share((set(u.bands), set(r.bands), set()) for u, r in pairs)


def of_attitudes(pairs: Pairs) -> Share:
    """Of the mentions that were found: is the attitude to the band the right one?"""
    both = [
        (u.bands[band] == stance)
        for u, r in pairs
        for band, stance in r.bands.items()
        if band in u.bands
    ]
    return Share(sum(both), len(both), len(both))


def of_wanted(pairs: Pairs) -> Share:
    return _share((set(u.wanted), set(r.wanted), set(u.maybe)) for u, r in pairs)


def of_unwanted(pairs: Pairs) -> Share:
    return _share((set(u.unwanted), set(r.unwanted), set(u.maybe)) for u, r in pairs)


def of_unmet(pairs: Pairs) -> Share:
    return _share((set(u.unmet), set(r.unmet), set()) for u, r in pairs)


def _share(rows: Iterable[tuple[set[str], set[str], set[str]]]) -> Share:
    """Of (known, given, neither right nor wrong)."""
    right = given = known = 0
    for truth, told, either in rows:
        right += len(truth & told)
        given += len(told - (either - truth))
        known += len(truth)
    return Share(right, given, known)


# --- Bands ------------------------------------------------------------------------------------
def gains(utterance: Utterance, keywords: Mapping[str, frozenset[str]]) -> dict[str, float]:
    """catalogue key -> how well a band fits: the wanted keywords it carries, and its likeness.

    Each wanted keyword counts 1; the share of a liked band's keywords counts 2 from `ALIKE` on.
    What must not come has no gain.
    """
    barred = forbidden(utterance, keywords)
    liked = [band for band, stance in utterance.bands.items() if stance != "dislike"]
    found: dict[str, float] = {}
    for band, words in keywords.items():
        if band in barred or band in utterance.bands:
            continue
        gain = float(len(words & utterance.wanted))
        shares = [len(words & keywords[one]) / len(keywords[one]) for one in liked]
        gain += 2 * max((share for share in shares if share >= ALIKE), default=0.0)
        if gain:
            found[band] = gain
    return found


def forbidden(utterance: Utterance, keywords: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Disliked bands, and those that carry what is not wanted."""
    disliked = {band for band, stance in utterance.bands.items() if stance == "dislike"}
    carriers = {band for band, words in keywords.items() if words & utterance.unwanted}
    return frozenset(disliked | carriers)


def ndcg(shown: Sequence[str], gain: Mapping[str, float]) -> float:
    """Of the first `PLACES` over the best that can be; `gain` must not be empty."""
    ideal = sorted(gain.values(), reverse=True)[:PLACES]
    return _dcg([gain.get(band, 0.0) for band in shown[:PLACES]]) / _dcg(ideal)


def _dcg(values: Sequence[float]) -> float:
    return math.fsum(value / math.log2(place + 2) for place, value in enumerate(values))
