"""Two acts that are one, people who met them as two, and what every table says of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from django.apps import apps
from django.db.models import Model

from bands.acts import stored_acts
from bands.duplicates.document import sensible
from bands.duplicates.models import BandMerge, DuplicatePair, DuplicateSearch
from bands.duplicates.movers import Pair
from bands.duplicates.services import merge_bands, undo_merge
from bands.history.models import BandRevision
from bands.models import Band, BandKeyword, BandName
from bands.tests.shelf import shelve
from config.tests.admin_table import make_rating
from config.tests.world import make_member, make_space, place
from embeddings.golden.models import GoldenPair
from embeddings.models import EmbeddingAttempt
from members.models import BandFeedback, Member, MemberBand
from recommendations.exposure.models import ExposureDay, ExposureEvent
from recommendations.exposure.services import roll_up
from recommendations.rating.models import Rating
from recommendations.suggest.models import BandRecommend, RecommendList

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
DAY, NEXT_DAY = date(2026, 1, 2), date(2026, 1, 3)
APPS = ("bands", "members", "embeddings", "recommendations")
RECORDS = {
    ExposureEvent,
    BandRevision,
    BandMerge,
    DuplicatePair,
    DuplicateSearch,
}  # what tells of the merge
COUNTERS = {"text_version", "updated_at"}  # a text that comes back is a new version of the text
NAMELESS = {BandName, BandKeyword, ExposureDay}  # rows that nothing names by their id


class World:
    """Two acts that are one, and people who met them as two."""

    def __init__(self) -> None:
        self.kept = shelve("실리카겔", "Silica Gel", description="소리의 벽.", keywords=["밤"])
        self.merged = shelve(
            "실리카 겔", "실겔", description="다른 글.", keywords=["포크"], track="NO PAIN"
        )
        self.other = shelve("쏜애플", description="또 다른 글.")
        space = make_space()
        for number, band in enumerate((self.kept, self.merged, self.other)):
            place(space, band, [1.0, number, 0.5, 0.25])
        EmbeddingAttempt.objects.create(space=space, band=self.merged, text_version=1)
        GoldenPair.objects.create(band_a=self.other, band_b=self.merged, why="같은 결")
        self.both = make_member("both", bands=[self.kept, self.merged, self.other])
        self.late = make_member("late", bands=[self.merged])
        self.early = make_member("early", bands=[self.kept])
        self.blocks = make_member("blocks")
        hide(self.blocks, self.kept, until=NOW)
        hide(self.blocks, self.merged)
        hide(self.early, self.merged, until=LATER)
        self.listed = make_member("listed", bands=[self.other])
        give_list(self.listed, [self.merged, self.kept, self.other], because=self.merged)
        give_stars(self.listed, {self.kept: 4, self.merged: 2, self.other: 3})
        give_stars(self.late, {self.merged: 5})
        MemberBand.objects.update(picked_at=NOW)  # what is put back is no fresh pick
        ExposureEvent.objects.all().delete()
        note("shown", self.kept, DAY)
        note("shown", self.merged, DAY, DAY, NEXT_DAY)
        roll_up()

    @property
    def pair(self) -> Pair:
        return Pair(self.kept.pk, self.merged.pk)

    def merge(self, **more: Any) -> BandMerge:
        acts = stored_acts([self.kept.pk, self.merged.pk])
        choice = sensible(acts[self.kept.pk], acts[self.merged.pk])
        return merge_bands(pair=self.pair, **{"choice": choice, "by": None, "now": NOW} | more)


def hide(member: Member, band: Band, until: datetime | None = None) -> None:
    BandFeedback.objects.create(member=member, band=band, stance="hidden", until=until, made_at=NOW)


def give_list(member: Member, bands: list[Band], because: Band) -> None:
    reasons = {"because": because.pk, "keywords": [], "group": 0, "slot": "first"}
    RecommendList.objects.update_or_create(
        member=member,
        defaults={"algorithm": "v3", "requested_algorithm": "v3", "made_at": NOW},
    )
    BandRecommend.objects.filter(member=member).delete()
    for priority, band in enumerate(bands, start=1):
        BandRecommend.objects.create(
            member=member, band=band, score=1 / priority, priority=priority, reasons=reasons
        )


def give_stars(member: Member, stars: dict[Band, int]) -> None:
    for band, given in stars.items():
        make_rating(member=member, band=band, stars=given, list_made_at=NOW, rated_at=NOW)


def stars_of(member: Member) -> dict[int, int]:
    return dict(Rating.objects.filter(member=member).values_list("band_id", "stars"))


def note(kind: str, band: Band, *days: date) -> None:
    ExposureEvent.objects.bulk_create(ExposureEvent(band=band, kind=kind, day=day) for day in days)


def ledger(band: Band) -> list[tuple[date, int, int]]:
    days = ExposureDay.objects.filter(band=band).order_by("day")
    return list(days.values_list("day", "shown", "opened"))


def all_tables() -> dict[str, list[dict[str, Any]]]:
    return {
        model._meta.db_table: sorted((_row(model, row) for row in model.objects.values()), key=str)
        for app in APPS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if model not in RECORDS
    }


def _row(model: type[Model], row: dict[str, Any]) -> dict[str, Any]:
    ignored = COUNTERS | ({"id"} if model in NAMELESS else set())
    return {column: str(value) for column, value in row.items() if column not in ignored}


def listed(member: Member) -> list[tuple[int, int]]:
    rows = BandRecommend.objects.filter(member=member).order_by("priority")
    return list(rows.values_list("priority", "band_id"))


def undo(merge: BandMerge) -> BandMerge:
    return undo_merge(merge_id=merge.pk, by=None, now=LATER)


def merging(kept: Band, merged: Band) -> Callable[[], BandMerge]:
    acts = stored_acts([kept.pk, merged.pk])
    choice = sensible(acts[kept.pk], acts[merged.pk])
    return partial(merge_bands, pair=Pair(kept.pk, merged.pk), choice=choice, by=None, now=NOW)
