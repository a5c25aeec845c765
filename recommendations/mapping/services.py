"""Draw the map when the vectors have changed, and leave it alone when they have not."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from embeddings.models import BandVector, EmbeddingSpace
from recommendations.mapping import layout
from recommendations.mapping.layout import Ids, Matrix
from recommendations.mapping.models import CatalogueMap, MapPlace

MAP_LOCK = 7_300_044  # advisory: one map at a time
MOST_GUESTS = 0.25  # of all bands; a map with more of them is drawn anew

Versions = dict[int, int]  # by band id


@dataclass(frozen=True)
class Before:
    """The map that stands: its places in band order."""

    fingerprint: str
    space_id: int | None
    places: dict[int, MapPlace]

    def row_of(self, band_id: int) -> tuple[float, float]:
        return self.places[band_id].x, self.places[band_id].y


@dataclass(frozen=True)
class Drawn:
    """places : (n, 2)   is_guest : (n,) set into a map that stood"""

    places: Matrix
    is_guest: NDArray[np.bool_]


def draw_map(*, now: datetime, anew: bool = False) -> bool:
    """Bring the map up to date; whether there was anything to do.

    Bands keep their places; new ones, and those whose text changed, are set among their nearest
    neighbours. A new space, or too many such guests, gets a new map, turned towards the old one.
    """
    space = EmbeddingSpace.objects.active()
    if space is None:
        return False
    versions = _versions(space)
    fingerprint = _fingerprint(space, versions)
    before = _before()
    if before.fingerprint == fingerprint and not anew:
        return False
    ids, vectors = _vectors(space, versions)
    found = None if anew else _extended(before, space, ids, vectors, versions)
    found = found or _anew(before, ids, vectors)
    return _store(space, fingerprint, before, _places(ids, found, versions), now)


def _versions(space: EmbeddingSpace) -> Versions:
    rows = BandVector.objects.in_space(space.pk).filter(band__deleted_at=None)
    return dict(rows.order_by("band_id").values_list("band_id", "text_version"))


def _fingerprint(space: EmbeddingSpace, versions: Versions) -> str:
    """A vector of a space changes with the version of its band's text and with nothing else."""
    return hashlib.sha256(repr((space.pk, sorted(versions.items()))).encode()).hexdigest()


def _before() -> Before:
    stands = CatalogueMap.objects.first()
    places = {place.band_id: place for place in MapPlace.objects.order_by("band_id")}
    if stands is None:
        return Before("", None, places)
    return Before(stands.fingerprint, stands.space_id, places)


def _vectors(space: EmbeddingSpace, versions: Versions) -> tuple[Ids, Matrix]:
    stored = BandVector.objects.arrays(space.pk, versions)
    ids = np.fromiter(stored, dtype=np.int64, count=len(stored))
    rows = np.array(list(stored.values()), dtype=np.float64).reshape(-1, space.dimensions)
    return ids, rows


def _extended(
    before: Before, space: EmbeddingSpace, ids: Ids, vectors: Matrix, versions: Versions
) -> Drawn | None:
    """The map that stands with the others set into it; None when that would say too little."""
    if before.space_id != space.pk:
        return None
    stays = _where(ids, lambda pk: _stays(before.places.get(pk), versions[pk]))
    guests = ~stays
    guests[stays] = [before.places[pk].is_guest for pk in ids[stays].tolist()]
    if guests.sum() > MOST_GUESTS * len(ids):
        return None
    places = np.empty((len(ids), 2))
    places[stays] = _rows(before, ids[stays])
    places[~stays] = layout.among(vectors[~stays], vectors[stays], places[stays])
    return Drawn(places, guests)


def _stays(place: MapPlace | None, version: int) -> bool:
    return place is not None and place.text_version == version


def _anew(before: Before, ids: Ids, vectors: Matrix) -> Drawn:
    known = _where(ids, before.places.__contains__)
    rows = np.flatnonzero(known)
    places = layout.drawn_beside(vectors, rows, _rows(before, ids[known]))
    return Drawn(places, np.zeros(len(ids), dtype=np.bool_))


def _where(ids: Ids, is_so: Callable[[int], bool]) -> NDArray[np.bool_]:
    return np.array([is_so(pk) for pk in ids.tolist()], dtype=np.bool_)


def _rows(before: Before, ids: Ids) -> Matrix:
    return np.array([before.row_of(pk) for pk in ids.tolist()]).reshape(-1, 2)


def _places(ids: Ids, found: Drawn, versions: Versions) -> list[MapPlace]:
    rows = zip(ids.tolist(), found.places.tolist(), found.is_guest.tolist(), strict=True)
    return [
        MapPlace(band_id=pk, x=x, y=y, text_version=versions[pk], is_guest=is_guest)
        for pk, (x, y), is_guest in rows
    ]


def _store(
    space: EmbeddingSpace,
    fingerprint: str,
    before: Before,
    places: list[MapPlace],
    now: datetime,
) -> bool:
    """Replace the map in one transaction; False when somebody else did so meanwhile."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [MAP_LOCK])
        if _stands() != before.fingerprint:
            return False
        CatalogueMap.objects.all().delete()
        MapPlace.objects.all().delete()
        CatalogueMap.objects.create(space=space, fingerprint=fingerprint, made_at=now)
        MapPlace.objects.bulk_create(places, batch_size=1000)
    return True


def _stands() -> str:
    return CatalogueMap.objects.values_list("fingerprint", flat=True).first() or ""
