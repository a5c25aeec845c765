"""Bands as documents: read them, write them in bulk, and keep what they were.

Whatever changes a band goes through here: `write_acts` brings bands to what documents say, and
`recorded` watches over a change that is made in any other way. Both write the band's revision in
the same transaction.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bands.documents import Act
from bands.history.services import Reason, Standing, record
from bands.models import Band, BandDescription, BandKeyword, BandName, Keyword, TopTrack
from bands.names import name_rows
from bands.querysets import BandQuerySet
from bands.synonyms.spellings import kept_words, spelt_as_kept
from config.errors import DomainError

BAND_FIELDS = ("name", "kind", "image_url", "is_published")
Bands = Mapping[str, Band]


class UnknownWords(DomainError):
    code = "unknown_keywords"
    message = _("모르는 키워드입니다: %s")

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__(self.message % ", ".join(sorted(words)))


@dataclass(frozen=True)
class Change:
    """An act that is not yet stored as it should be. `before` None: it is new."""

    after: Act
    before: Act | None

    def touches(self, *names: str) -> bool:
        return any(
            self.before is None or getattr(self.before, name) != getattr(self.after, name)
            for name in names
        )


def stored_acts(band_ids: Iterable[int]) -> dict[int, Act]:
    """What is stored of each of these bands, deleted ones too. Words that were deleted are out."""
    bands = Band.objects.filter(pk__in=list(band_ids))
    return {band_id: standing.act for band_id, standing in standings(bands).items()}


def standings(bands: BandQuerySet) -> dict[int, Standing]:
    """How each of these bands stands, in four queries."""
    return {
        band.pk: Standing(_stored_act(band), band.deleted_at is not None)
        for band in bands.for_cards()
    }


def locked(bands: BandQuerySet) -> BandQuerySet:
    """These bands, locked until the transaction ends, always in the same order.

    Who only refers to one, as a pick does, need not wait. What is read of them comes from later
    statements: one that has waited for a lock sees the new row beside the old text.
    """
    rows = bands.order_by("pk").select_for_update(of=("self",), no_key=True)
    return Band.objects.filter(pk__in=list(rows.values_list("pk", flat=True)))


def _stored_act(band: Band) -> Act:
    description, track = getattr(band, "description", None), getattr(band, "top_track", None)
    return Act(
        key=band.key,
        name=band.name,
        aliases=frozenset(name.text for name in band.names.all() if not name.is_primary),
        kind=band.kind,
        description=description.text if description else "",
        description_en=description.text_en if description else "",
        keywords=frozenset(word.keyword for word in band.keywords.all()),
        track=track.title if track else "",
        track_url=track.external_url if track else "",
        image_url=band.image_url,
        published=band.is_published,
    )


@contextmanager
def recorded(*, bands: BandQuerySet, reason: Reason) -> Iterator[dict[int, Standing]]:
    """Lock these bands and write a revision of each that the block changes.

    Yields how they stood. Nothing is written about a band that stays as it was.
    """
    with transaction.atomic():
        before = standings(locked(bands))
        yield before
        after = standings(Band.objects.filter(pk__in=before))
        record(before=before, after=after, reason=reason)


@transaction.atomic
def write_acts(*, changes: Sequence[Change], reason: Reason) -> Bands:
    """Bring bands to what the documents say; the bands by their keys.

    About a dozen statements, however many. Raises `UnknownWords` and has written nothing then.
    Lock the bands first if `before` has to be what is stored. A deleted band stays deleted. A
    word that was merged into another is written as that one.
    """
    changes = _spelt_as_kept(changes)
    vocabulary = _vocabulary(changes)
    bands = _write_bands(changes)
    _write_names([change for change in changes if change.touches("name", "aliases")], bands)
    # Before the descriptions, so that a new text gets one version and not one for each keyword.
    _write_keywords([c for c in changes if c.touches("keywords")], bands, vocabulary)
    texts = [change for change in changes if change.touches("description", "description_en")]
    _write_descriptions(texts, bands, reason)
    _write_tracks([c for c in changes if c.touches("track", "track_url")], bands)
    _record(changes, bands, reason)
    return bands


def _spelt_as_kept(changes: Sequence[Change]) -> Sequence[Change]:
    kept = kept_words(word for change in changes for word in change.after.keywords)
    return [replace(change, after=spelt_as_kept(change.after, kept)) for change in changes]


def as_kept(act: Act) -> Act:
    """An older document in the spellings of now: merged words as those they were merged into."""
    return spelt_as_kept(act, kept_words(act.keywords))


def unknown_words(act: Act) -> frozenset[str]:
    """The keywords of the document that the vocabulary does not have."""
    return act.keywords - _known_words(act.keywords).keys()


def _known_words(words: Iterable[str]) -> dict[str, int]:
    return dict(Keyword.objects.live().filter(keyword__in=words).values_list("keyword", "pk"))


def _vocabulary(changes: Iterable[Change]) -> dict[str, int]:
    wanted = {word for change in changes for word in change.after.keywords}
    known = _known_words(wanted)
    if unknown := wanted - known.keys():
        raise UnknownWords(unknown)
    return known


def _write_bands(changes: Iterable[Change]) -> Bands:
    rows = [
        Band(
            key=change.after.key,
            name=change.after.name,
            kind=change.after.kind,
            image_url=change.after.image_url,
            is_published=change.after.published,
        )
        for change in changes
    ]
    stored = Band.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["key"], update_fields=BAND_FIELDS
    )
    return {band.key: band for band in stored}


def _write_names(changes: Sequence[Change], bands: Bands) -> None:
    BandName.objects.filter(band__in=_known(changes, bands)).delete()
    BandName.objects.bulk_create(
        [
            row
            for change in changes
            for row in name_rows(band=bands[change.after.key], aliases=sorted(change.after.aliases))
        ],
        ignore_conflicts=True,  # two imports of one file at once are one import
    )


def _write_keywords(changes: Sequence[Change], bands: Bands, vocabulary: Mapping[str, int]) -> None:
    wanted = {
        (bands[change.after.key].pk, vocabulary[word])
        for change in changes
        for word in change.after.keywords
    }
    stored = {
        (row.band_id, row.keyword_id): row.pk
        for row in BandKeyword.objects.filter(
            band__in=_known(changes, bands), keyword__deleted_at=None
        )
    }
    gone = [pk for pair, pk in stored.items() if pair not in wanted]
    BandKeyword.objects.filter(pk__in=gone).delete()
    BandKeyword.objects.bulk_create(
        [
            BandKeyword(band_id=band_id, keyword_id=keyword_id)
            for band_id, keyword_id in sorted(wanted - stored.keys())
        ],
        ignore_conflicts=True,
    )


def _write_descriptions(changes: Iterable[Change], bands: Bands, reason: Reason) -> None:
    rows = [
        BandDescription(
            band=bands[change.after.key],
            text=change.after.description,
            text_en=change.after.description_en,
            updated_at=reason.at,
        )
        for change in changes
    ]
    BandDescription.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["band"],
        update_fields=["text", "text_en", "updated_at"],
    )


def _write_tracks(changes: Sequence[Change], bands: Bands) -> None:
    gone = [bands[change.after.key] for change in changes if not change.after.track]
    TopTrack.objects.filter(band__in=gone).delete()
    TopTrack.objects.bulk_create(
        [
            TopTrack(
                band=bands[change.after.key],
                title=change.after.track,
                external_url=change.after.track_url,
            )
            for change in changes
            if change.after.track
        ],
        update_conflicts=True,
        unique_fields=["band"],
        update_fields=["title", "external_url"],
    )


def _known(changes: Iterable[Change], bands: Bands) -> list[Band]:
    return [bands[change.after.key] for change in changes if change.before is not None]


def _record(changes: Iterable[Change], bands: Bands, reason: Reason) -> None:
    ids = [band.pk for band in bands.values()]
    deleted = set(
        Band.objects.filter(pk__in=ids).exclude(deleted_at=None).values_list("pk", flat=True)
    )
    before: dict[int, Standing | None] = {}
    after: dict[int, Standing] = {}
    for change in changes:
        band_id = bands[change.after.key].pk
        before[band_id] = change.before and Standing(change.before, band_id in deleted)
        after[band_id] = Standing(change.after, band_id in deleted)
    record(before=before, after=after, reason=reason)
