"""Going back to an older revision: a new one with the old document, undoable like any other."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from bands.acts import Change, as_kept, locked, standings, unknown_words, write_acts
from bands.documents import Act
from bands.history.models import BandRevision, Why
from bands.history.services import BandMoved, Reason, caught_up
from bands.models import Band


def still_writable(act: Act) -> Act:
    """The document as it is spelt now, without the keywords that the vocabulary has no more."""
    kept = as_kept(act)
    return replace(kept, keywords=kept.keywords - unknown_words(kept))


@transaction.atomic
def revert(*, revision: BandRevision, told: int, by: int | None, now: datetime) -> BandRevision:
    """Bring the band back to `revision`; the new revision of it.

    `told` is the number of the newest one when it was asked for; if the band has moved since:
    `BandMoved`. A deleted band stays deleted.
    """
    bands = locked(Band.objects.filter(pk=revision.band_id))
    standing = standings(bands)[revision.band_id]
    if BandRevision.objects.since(revision.band_id, told).exists():
        raise BandMoved
    act = replace(still_writable(revision.act), key=standing.act.key)
    if act != standing.act:
        reason = Reason(Why.REVERTED, by, now, note=str(revision.number))
        write_acts(changes=[Change(after=act, before=standing.act)], reason=reason)
    standing = replace(standing, act=act)
    return caught_up(band_id=revision.band_id, standing=standing, now=now)
