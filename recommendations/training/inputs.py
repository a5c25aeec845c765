"""Rows to arrays: what may be learnt from, and what it is tried with."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Window
from scipy.sparse import csr_array

from bands.models import BandKeyword
from embeddings.models import BandVector, EmbeddingSpace, LearnedSpace, LearnedVector
from members.models import BandFeedback, MemberBand, MemberKeyword, Stance
from recommendations.learning.fusing import Fusing
from recommendations.learning.sparse import columns_of
from recommendations.rating.models import Rating
from recommendations.reach import inputs as reach
from recommendations.reach.inputs import Vocabulary
from recommendations.reach.search import Catalogue
from recommendations.reach.tastes import synthetic
from recommendations.suggest.models import BandRecommend
from recommendations.training.feedback import (
    DISLIKED,
    LIKED,
    PICKED,
    Listens,
    Signals,
    listens,
    together,
)
from recommendations.training.spaces import Space, Wanted
from recommendations.training.trial import Material

BEGINNING = timedelta(minutes=10)  # of a member's picks, from the first on: before lists count
LIKED_FROM, DISLIKED_TO = 4, 2  # stars
TASTES, SEED = 300, 42
LEARNT_FROM = Q(member__deleted_at=None, member__is_guest=False)

Said = tuple[int, int, float, bool]  # member, band, how much, before any list


def _picks() -> Iterable[Said]:
    """Those of the first minutes that no list of the member shows came before any list."""
    shown = BandRecommend.objects.filter(member=OuterRef("member"), band=OuterRef("band"))
    rows = MemberBand.objects.filter(LEARNT_FROM).annotate(
        began=Window(Min("picked_at"), partition_by=F("member")), is_shown=Exists(shown)
    )
    for member, band, at, began, is_shown in rows.values_list(
        "member_id", "band_id", "picked_at", "began", "is_shown"
    ):
        yield member, band, PICKED, at - began <= BEGINNING and not is_shown


def _ratings() -> Iterable[Said]:
    """Stars of bands that a list showed; the middle says nothing."""
    rows = Rating.objects.filter(LEARNT_FROM)
    for member, band, stars in rows.values_list("member_id", "band_id", "stars"):
        if stars >= LIKED_FROM:
            yield member, band, LIKED, False
        elif stars <= DISLIKED_TO:
            yield member, band, DISLIKED, False


def _stances() -> Iterable[Said]:
    """Knowing or hiding a band says nothing of whether it is liked."""
    weights = {Stance.LIKED: LIKED, Stance.NOT_FOR_ME: DISLIKED}
    rows = BandFeedback.objects.filter(LEARNT_FROM, stance__in=weights)
    for member, band, stance in rows.values_list("member_id", "band_id", "stance"):
        yield member, band, weights[Stance(stance)], False


# What else members say of bands is one more function here.
SOURCES: tuple[Callable[[], Iterable[Said]], ...] = (_picks, _stances, _ratings)


@dataclass(frozen=True)
class Loaded:
    """`fingerprints` by band id are of the texts that the catalogue's vectors were made of."""

    space: EmbeddingSpace
    catalogue: Catalogue
    fingerprints: dict[int, str]
    keyword_ids: tuple[int, ...]
    material: Material
    signals: int

    def fingerprint(self, fusing: Fusing) -> str:
        """Equal for equal inputs and settings. Rows of listeners stand in the order of their ids
        and say nothing of who they are."""
        digest = hashlib.sha256(f"{self.space.pk} {self.material.pairs} {fusing}".encode())
        digest.update(reach.catalogue_hash(self.catalogue).encode())
        digest.update(np.array(self.keyword_ids, dtype=np.int64).tobytes())
        heard, told = self.material.listens, self.material
        for rows in (heard.known, heard.first, told.tags, told.words):
            for array in (rows.indptr, rows.indices, rows.data):
                digest.update(np.asarray(array, dtype=np.float64).tobytes())
        return digest.hexdigest()


def load(space: EmbeddingSpace) -> Loaded:
    """Fingerprints before vectors: a text that changes meanwhile is then known as another."""
    stored = BandVector.objects.in_space(space.pk).values_list("band_id", "fingerprint")
    fingerprints = dict(stored)
    catalogue = reach.load_catalogue(space)
    vocabulary = reach.load_vocabulary(space)
    picks, signals = _signals(catalogue)
    heard = listens(picks, len(catalogue.ids))
    tags = _tags(catalogue, vocabulary)
    words = _words(heard, vocabulary)
    material = Material(
        texts=catalogue.vectors,
        listens=heard,
        tags=tags,
        words=words,
        chosen=_directions(vocabulary, [row.tolist() for row in columns_of(words)]),
        pairs=reach.load_pairs(catalogue),
        tastes=_tastes(catalogue, vocabulary, tags),
        serving=_serving(space, catalogue),
    )
    return Loaded(space, catalogue, fingerprints, vocabulary.ids, material, signals)


def _signals(catalogue: Catalogue) -> tuple[Signals, int]:
    """All that was said of the catalogue's bands, each pair once, and how much it was."""
    rows = {int(pk): row for row, pk in enumerate(catalogue.ids)}
    said = [
        (member, rows[band], weight, is_first)
        for source in SOURCES
        for member, band, weight, is_first in source()
        if band in rows
    ]
    members, bands, weights, first = zip(*said, strict=True) if said else ((), (), (), ())
    signals = Signals(
        np.array(members, dtype=np.int64),
        np.array(bands, dtype=np.int64),
        np.array(weights, dtype=np.float32),
        np.array(first, dtype=np.bool_),
    )
    return together([signals]), len(said)


def _tags(catalogue: Catalogue, vocabulary: Vocabulary) -> csr_array:
    links = BandKeyword.objects.order_by("pk").values_list("band_id", "keyword_id")
    return _matrix(links, catalogue.ids.tolist(), vocabulary.ids)


def _words(heard: Listens, vocabulary: Vocabulary) -> csr_array:
    chosen: QuerySet = MemberKeyword.objects.filter(LEARNT_FROM)
    links = chosen.values_list("member_id", "keyword_id")
    return _matrix(links, heard.listeners.tolist(), vocabulary.ids)


def _matrix(
    links: Iterable[tuple[int, int]], row_ids: Sequence[int], column_ids: Sequence[int]
) -> csr_array:
    """(rows, columns) with 1 at each link of ids that are among them."""
    rows, columns = ({pk: place for place, pk in enumerate(ids)} for ids in (row_ids, column_ids))
    places = [(rows[a], columns[b]) for a, b in links if a in rows and b in columns]
    at = np.array(places, dtype=np.int64).reshape(-1, 2).T
    ones = np.ones(at.shape[1], dtype=np.float32)
    matrix = csr_array((ones, (at[0], at[1])), shape=(len(row_ids), len(column_ids)))
    matrix.sort_indices()
    return matrix


def _directions(vocabulary: Vocabulary, wishes: Sequence[Sequence[int]]) -> list:
    informed = vocabulary.with_sentences(wishes)
    return [informed.direction(words) for words in wishes]


def _tastes(catalogue: Catalogue, vocabulary: Vocabulary, tags: csr_array) -> list[Wanted]:
    if len(catalogue.ids) < reach.AROUND:
        return []
    shelf = reach.load_shelf(catalogue, vocabulary)
    wishes = [synthetic(shelf, seed=SEED, number=number) for number in range(TASTES)]
    directions = _directions(vocabulary, [wish.keywords for wish in wishes])
    carried = csr_array(tags.T)
    return [
        Wanted(
            np.array(wish.bands, dtype=np.intp),
            direction,
            np.asarray(carried[list(wish.keywords)].indices, dtype=np.intp),
        )
        for wish, direction in zip(wishes, directions, strict=True)
    ]


def _serving(space: EmbeddingSpace, catalogue: Catalogue) -> Space | None:
    learned = LearnedSpace.objects.active_over(space.pk)
    if learned is None:
        return None
    stored = LearnedVector.objects.arrays(learned, catalogue.ids.tolist())
    return Space(learned.layout, np.stack([stored[pk] for pk in catalogue.ids.tolist()]))
