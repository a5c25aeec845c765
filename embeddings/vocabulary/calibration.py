"""How good suggested keywords are, by the words that curators gave: pure numpy.

`held_back` says which of a band's words its text did not mention when it was embedded: those
are what a suggestion should find again. Words that the text did mention are out of the game.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.vocabulary.suggest import NEIGHBOURS, company

Matrix = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Trial:
    """n bands and k words: `texts` (n, d) without the words held back, `bands` (n, d) as they
    are stored, `words` (k, d), `carries` (n, k), `held_back` (n, k)."""

    texts: Matrix
    bands: Matrix
    words: Matrix
    carries: Flags
    held_back: Flags


@dataclass(frozen=True)
class AtThreshold:
    least: float
    shown: float  # a band
    precision: float
    recall: float


def popularity(trial: Trial) -> Matrix:
    """(n, k) scores: the share of all bands that carry a word. What knowing nothing gives."""
    return np.tile(trial.carries.mean(axis=0), (len(trial.texts), 1))


def meaning(trial: Trial) -> Matrix:
    """(n, k) scores: the cosine of a word's vector and the text's."""
    return trial.texts @ trial.words.T


def meaning_and_company(trial: Trial) -> Matrix:
    """(n, k) scores as `suggest.suggested_keywords` gives them."""
    cosines = trial.texts @ trial.bands.T
    np.fill_diagonal(cosines, -np.inf)
    near = np.argsort(-cosines, axis=1)[:, :NEIGHBOURS]
    shares = [
        company(row[best], trial.carries[best]) for row, best in zip(cosines, near, strict=True)
    ]
    return meaning(trial) + np.array(shares)


def precision_at(trial: Trial, scores: Matrix, ks: Sequence[int]) -> list[float]:
    """The share of the best k suggestions that are words held back, for each k."""
    hits = np.take_along_axis(trial.held_back, _order(trial, scores), axis=1)
    return [float(hits[:, :k].mean()) for k in ks]


def recall_at(trial: Trial, scores: Matrix, ks: Sequence[int]) -> list[float]:
    """The share of the words held back that are among the best k suggestions, for each k."""
    hits = np.take_along_axis(trial.held_back, _order(trial, scores), axis=1)
    return [float(hits[:, :k].sum() / trial.held_back.sum()) for k in ks]


def at_threshold(trial: Trial, scores: Matrix, *, least: float, n: int) -> AtThreshold:
    """What the best n suggestions that score at least `least` are worth."""
    order = _order(trial, scores)[:, :n]
    shown = np.take_along_axis(scores, order, axis=1) >= least
    hits = np.take_along_axis(trial.held_back, order, axis=1) & shown
    return AtThreshold(
        least=least,
        shown=float(shown.sum(axis=1).mean()),
        precision=float(hits.sum() / max(shown.sum(), 1)),
        recall=float(hits.sum() / trial.held_back.sum()),
    )


def _order(trial: Trial, scores: Matrix) -> NDArray[np.intp]:
    in_game = np.where(trial.carries & ~trial.held_back, -np.inf, scores)
    return np.argsort(-in_game, axis=1, kind="stable")
