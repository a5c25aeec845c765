"""Count how well known every band is, once a day and when bands came or went."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import numpy as np
from django.db import connection, transaction
from django.db.models import Count

from embeddings.models import EmbeddingSpace
from members.models import MemberBand
from recommendations.reach.inputs import load_catalogue
from recommendations.reach.search import Catalogue, neighbour_lists
from recommendations.steering.familiarity import Counts, familiarity
from recommendations.steering.models import BandFamiliarity

NEIGHBOURS = 10
FRESH = timedelta(hours=24)
LOCK = 7_300_045  # advisory: one count at a time


def count_familiarity(*, now: datetime, anew: bool = False) -> bool:
    """Bring the counts up to date; whether there was anything to do."""
    space = EmbeddingSpace.objects.active()
    if space is None:
        return False
    catalogue = load_catalogue(space)
    if not anew and not _is_due(catalogue, now):
        return False
    picked, found = _picked(catalogue), _found(catalogue)
    _replace(_rows(catalogue, picked, found, now))
    return True


def _is_due(catalogue: Catalogue, now: datetime) -> bool:
    fresh = BandFamiliarity.objects.filter(counted_at__gt=now - FRESH)
    return set(fresh.values_list("band_id", flat=True)) != set(catalogue.ids.tolist())


def _picked(catalogue: Catalogue) -> Counts:
    rows = MemberBand.objects.order_by().values("band_id").annotate(n=Count("pk"))
    counts = dict(rows.values_list("band_id", "n"))
    return np.array([counts.get(pk, 0) for pk in catalogue.ids.tolist()], dtype=np.int64)


def _found(catalogue: Catalogue) -> Counts:
    """The k-occurrence of every band in the others' nearest lists."""
    n = len(catalogue.ids)
    if n < 2:
        return np.zeros(n, dtype=np.int64)
    lists = neighbour_lists(catalogue, min(NEIGHBOURS, n - 1))
    return np.bincount(lists.ravel(), minlength=n).astype(np.int64)


def _rows(
    catalogue: Catalogue, picked: Counts, found: Counts, now: datetime
) -> Iterable[BandFamiliarity]:
    shares = familiarity([picked, found])
    for pk, picks, finds, share in zip(catalogue.ids, picked, found, shares, strict=True):
        yield BandFamiliarity(
            band_id=int(pk), picked=int(picks), found=int(finds), share=share, counted_at=now
        )


def _replace(rows: Iterable[BandFamiliarity]) -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        BandFamiliarity.objects.all().delete()
        BandFamiliarity.objects.bulk_create(rows)
