"""From a list of tags to a vocabulary: pure steps, each of which says what it did.

Tags are indices into a list that is sorted by use, the most used first; vectors are rows of
unit length around the list's own mean.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from bands import hangul

CATEGORIES = 9  # CONTRACT S15
SEED = 42
BLOCK = 1024  # rows compared with all others at once
NEAR = 0.85  # cosine of two spellings of one word; docs/keywords.md has examples on both sides

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Tags:
    """`names` by use, the most used first; row i of `vectors` belongs to name i."""

    names: tuple[str, ...]
    uses: NDArray[np.int64]
    vectors: Matrix

    def __len__(self) -> int:
        return len(self.names)

    def only(self, indices: NDArray[np.intp]) -> "Tags":
        names = tuple(self.names[index] for index in indices)
        return Tags(names, self.uses[indices], self.vectors[indices])


@dataclass(frozen=True)
class Merged:
    """`into` says which spelling each dropped one went to."""

    tags: Tags
    into: dict[str, str]


@dataclass(frozen=True)
class Category:
    """`name` is the most used tag among those nearest to the centre, `members` indices."""

    name: str
    examples: tuple[str, ...]
    members: NDArray[np.intp]


def spelt_once(uses: Mapping[str, int]) -> tuple[Counter[str], dict[str, str]]:
    """One spelling of each tag, the most used one, with all its uses, and what went into it.

    Case, spaces and signs make no difference: "Post-Rock" and "post rock" are one.
    """
    kept: dict[str, str] = {}
    total: Counter[str] = Counter()
    into: dict[str, str] = {}
    for tag, amount in sorted(uses.items(), key=lambda pair: (-pair[1], pair[0])):
        name = kept.setdefault(hangul.folded(tag), tag)
        total[name] += amount
        if name != tag:
            into[tag] = name
    return total, into


def around_their_mean(raw: Matrix) -> Matrix:
    """Unit rows with the list's mean taken away: a model's cosines are too narrow without."""
    rows = raw - raw.mean(axis=0)
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-9), dtype=np.float32)


def near_merged(tags: Tags, *, least: float = NEAR) -> Merged:
    """Each tag goes into the most used one that is as near as `least` and may stand for it.

    No chains: what went into another takes nothing in. Digits must agree (80s is not 90s).
    """
    digits = ["".join(filter(str.isdigit, name)) for name in tags.names]
    target = np.arange(len(tags))
    for index, other in _pairs(tags.vectors, least):
        is_free = target[index] == index and target[other] == other
        if is_free and digits[index] == digits[other]:
            target[other] = index
    uses = np.zeros_like(tags.uses)
    np.add.at(uses, target, tags.uses)
    stays = np.flatnonzero(target == np.arange(len(tags)))
    into = {
        tags.names[index]: tags.names[target[index]]
        for index in np.flatnonzero(target != np.arange(len(tags)))
    }
    kept = stays[np.argsort(-uses[stays], kind="stable")]
    merged = Tags(tuple(tags.names[i] for i in kept), uses[kept], tags.vectors[kept])
    return Merged(merged, into)


def _pairs(vectors: Matrix, least: float) -> Iterator[tuple[int, int]]:
    """(i, j) with i < j and a cosine of at least `least`, in the order of i, nearest j first."""
    for start in range(0, len(vectors), BLOCK):
        cosines = vectors[start : start + BLOCK] @ vectors[start:].T
        rows, columns = np.nonzero(cosines >= least)
        later = columns > rows
        rows, columns = rows[later], columns[later]
        order = np.lexsort((-cosines[rows, columns], rows))
        yield from zip(
            (rows[order] + start).tolist(), (columns[order] + start).tolist(), strict=True
        )


def tail_cut(tags: Tags, *, least: int) -> tuple[Tags, Tags]:
    """Those used at least so often, and the tail (CONTRACT S20)."""
    is_used = tags.uses >= least
    return tags.only(np.flatnonzero(is_used)), tags.only(np.flatnonzero(~is_used))


def meaningful(tags: Tags, *, about: Matrix, noise: Matrix) -> tuple[Tags, Tags]:
    """Those nearer to a word about music than to any word about its owner, and the rest.

    `about` and `noise` are unit rows around the same mean.
    """
    speaks = (tags.vectors @ about.T).max(axis=1) >= (tags.vectors @ noise.T).max(axis=1)
    return tags.only(np.flatnonzero(speaks)), tags.only(np.flatnonzero(~speaks))


def categories(tags: Tags, *, count: int = CATEGORIES) -> list[Category]:
    """K-means into `count` large groups, named by their centres; the largest first (S15)."""
    distinct = len(np.unique(tags.vectors, axis=0))
    wanted = min(count, distinct)
    if not wanted:
        return []
    from sklearn.cluster import KMeans  # slow to load, and only this command needs it

    with threadpool_limits(limits=1):
        model = KMeans(wanted, random_state=SEED, n_init=3).fit(tags.vectors)
    groups = [np.flatnonzero(model.labels_ == label) for label in range(wanted)]
    found = [
        _named(tags, members, model.cluster_centers_[label])
        for label, members in enumerate(groups)
        if len(members)
    ]
    return sorted(found, key=lambda category: (-len(category.members), category.name))


def _named(tags: Tags, members: NDArray[np.intp], centre: NDArray) -> Category:
    """Near the centre and in use: a rare tag in the very middle is nobody's word for it."""
    cosines = tags.vectors[members] @ centre / max(float(np.linalg.norm(centre)), 1e-9)
    weights = cosines * np.log1p(tags.uses[members])
    best = members[np.argsort(-weights, kind="stable")]
    names = tuple(tags.names[index] for index in best[:6])
    return Category(names[0], names[1:], members)


def plane(vectors: Matrix) -> NDArray[np.float64]:
    """(n, d) -> (n, 2): the two directions in which the tags differ most (PCA)."""
    if len(vectors) < 2:
        return np.zeros((len(vectors), 2))
    rows = np.asarray(vectors - vectors.mean(axis=0), dtype=np.float64)
    _values, directions = np.linalg.eigh(rows.T @ rows)
    return rows @ directions[:, ::-1][:, :2]
