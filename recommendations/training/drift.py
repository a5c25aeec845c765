"""How far what goes in, and what comes out, has moved since the last training."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

LOOK, CHANGED = 0.10, 0.25  # Siddiqi, "Credit risk scorecards", Wiley 2006, page 136
STEADY, TO_LOOK_AT, HAS_CHANGED = "steady", "look", "changed"
SMOOTHING = 0.5  # added to every count, so that an empty class is rare and not impossible
TENTHS = 10
MOST_CLASSES = 20  # keywords told apart; the rest are one class

Counts = NDArray[np.float64]


@dataclass(frozen=True)
class Profile:
    """What the picks of a moment look like; it names bands and listeners nowhere.

    keywords : picks of bands that carry a keyword, by the keyword's id
    tenths   : picks in each tenth of the bands, the most picked tenth first
    """

    keywords: Mapping[int, float]
    tenths: Sequence[float]


def profile(listens: csr_array, tags: csr_array, keyword_ids: Sequence[int]) -> Profile:
    """(l, b) picks and (b, k) keywords with their ids -> the profile."""
    picked = np.asarray(listens.sum(axis=0), dtype=np.float64).ravel()
    carried = tags.copy()
    carried.data = np.ones_like(carried.data)
    by_keyword = np.asarray(carried.T @ picked).ravel()
    keywords = dict(zip(keyword_ids, by_keyword.tolist(), strict=True))
    tenths = [float(part.sum()) for part in np.array_split(-np.sort(-picked), TENTHS)]
    return Profile(keywords, tenths)


def stability(before: Sequence[float], now: Sequence[float]) -> float:
    """Population stability index of two rows of counts: sum of (q - p) ln(q / p)."""
    p, q = _shares(before), _shares(now)
    return float(np.sum((q - p) * np.log(q / p)))


def of_keywords(before: Profile, now: Profile) -> float:
    """Over the keywords that were picked most before; all others are one class.

    With hundreds of classes chance alone would pass the limits.
    """
    ranked = sorted(before.keywords, key=lambda pk: (-before.keywords[pk], pk))
    told_apart = ranked[:MOST_CLASSES]
    return stability(_classes(before, told_apart), _classes(now, told_apart))


def of_popularity(before: Profile, now: Profile) -> float:
    return stability(before.tenths, now.tenths)


def said(index: float) -> str:
    """`STEADY`, `TO_LOOK_AT` or `HAS_CHANGED`."""
    if index < LOOK:
        return STEADY
    return TO_LOOK_AT if index <= CHANGED else HAS_CHANGED


def changed_share(before: Sequence[Sequence[int]], now: Sequence[Sequence[int]]) -> float:
    """Mean share of a list's places whose band was not in the same taste's list before."""
    pairs = [(old, new) for old, new in zip(before, now, strict=True) if len(new)]
    if not pairs:
        return 0.0
    return float(np.mean([len(set(new) - set(old)) / len(new) for old, new in pairs]))


def _classes(found: Profile, told_apart: Sequence[int]) -> list[float]:
    counts = [found.keywords.get(pk, 0.0) for pk in told_apart]
    return [*counts, sum(found.keywords.values()) - sum(counts)]


def _shares(counts: Sequence[float]) -> Counts:
    smoothed = np.asarray(counts, dtype=np.float64) + SMOOTHING
    return np.asarray(smoothed / smoothed.sum())
