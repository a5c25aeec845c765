"""Every door to the catalogue leaves a revision, in the transaction of the change."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.timezone import now

from bands import services
from bands.acts import Change, recorded, stored_acts, write_acts
from bands.documents import Act, act_as_json, act_from_json
from bands.history.models import BandRevision, Why
from bands.history.services import Reason
from bands.models import Band, BandDescription, Keyword
from bands.tests.shelf import ACT, load, make_curator, shelve
from bands.tests.test_admin import BANDS, act, form
from config.tests.threads import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(client):
    client.force_login(make_curator("root", is_superuser=True))
    return client


def whys(band: Band) -> list[str]:
    return list(band.revisions.order_by("number").values_list("why", flat=True))


def is_kept(band: Band) -> bool:
    """The newest revision is what is stored, and the numbers have no gap."""
    numbers = list(band.revisions.order_by("number").values_list("number", flat=True))
    newest = band.revisions.newest_first()[0]
    return newest.act == stored_acts([band.pk])[band.pk] and numbers == list(
        range(1, len(numbers) + 1)
    )


def saved_on_its_page(client, band: Band) -> None:
    answer = client.post(f"{BANDS}{band.pk}/change/", form(band, name="새 이름"))
    assert answer.status_code == 302, answer.context["errors"]


DOORS: dict[str, Callable] = {
    Why.SAVED: saved_on_its_page,
    Why.HIDDEN: lambda client, band: act(client, "unpublish", band),
    Why.REMOVED: lambda client, band: act(client, "remove", band),
    Why.IMPORTED: lambda client, band: load({"key": band.key, "name": "새 이름"}),
}


@pytest.mark.parametrize("why", DOORS)
def test_a_door_leaves_a_revision(root, why):
    band = shelve("가")

    DOORS[why](root, band)

    assert whys(band) == [Why.IMPORTED, why]
    assert is_kept(band)
    assert band.revisions.newest_first()[0].by == (
        None if why == Why.IMPORTED else get_user_model().objects.get()
    )


def test_a_band_made_on_its_page_has_a_first_revision(root):
    root.post(f"{BANDS}add/", form(aliases="New", description="글"))

    band = Band.objects.get()
    assert whys(band) == [Why.SAVED]
    assert is_kept(band)


def test_bringing_back_and_showing_leave_revisions(root):
    band = shelve("가", published=False)
    act(root, "publish", band)
    act(root, "remove", band)
    act(root, "restore", band, path=f"{BANDS}?symptom=deleted")

    assert whys(band) == [Why.IMPORTED, Why.SHOWN, Why.REMOVED, Why.RESTORED]
    deleted = band.revisions.order_by("number").values_list("is_deleted", flat=True)
    assert list(deleted) == [False, False, True, False]


def test_what_changes_nothing_leaves_nothing(root):
    load(ACT)
    band = Band.objects.get()

    load(ACT)
    act(root, "publish", band)
    act(root, "restore", band, path=f"{BANDS}?symptom=deleted")

    assert whys(band) == [Why.IMPORTED]


def test_a_state_that_nobody_had_written_is_written_first():
    band = shelve("가", keywords=["밤"])
    Keyword.objects.filter(keyword="밤").update(keyword="한밤")

    services.publish_bands(bands=Band.objects.all(), published=False, now=now())

    assert whys(band) == [Why.IMPORTED, Why.FOUND, Why.HIDDEN]
    words = [revision.act.keywords for revision in band.revisions.order_by("number")]
    assert words == [{"밤"}, {"한밤"}, {"한밤"}]


def test_a_band_from_before_the_history_begins_with_what_it_was():
    band = Band.objects.create(key="old", name="옛 이름")

    load({"key": "old", "name": "새 이름"})

    assert whys(band) == [Why.FOUND, Why.IMPORTED]
    assert [revision.act.name for revision in band.revisions.order_by("number")] == [
        "옛 이름",
        "새 이름",
    ]


def test_a_change_that_fails_leaves_nothing():
    band = shelve("가")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        services.publish_bands(bands=Band.objects.all(), published=False, now=now())
        1 / 0  # noqa: B018

    assert whys(band) == [Why.IMPORTED]


def test_any_other_change_can_be_recorded():
    band = shelve("가", description="글")
    with recorded(bands=Band.objects.all(), reason=Reason(Why.UNDONE, None, now(), "까닭")):
        BandDescription.objects.update(text="다른 글")

    newest = band.revisions.newest_first()[0]
    assert (newest.why, newest.note, newest.act.description) == (Why.UNDONE, "까닭", "다른 글")


@pytest.mark.django_db(transaction=True)
def test_changes_at_the_same_moment_are_numbered_in_turn():
    band = shelve("가")

    def rename(number: int) -> Callable[[], None]:
        return lambda: load({"key": band.key, "name": f"이름 {number}"}) and None

    assert at_once(*map(rename, range(6))) == [None] * 6
    assert whys(band) == [Why.IMPORTED] * 7
    assert is_kept(band)


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_a_new_band_at_once_are_one_revision():
    load(ACT | {"key": "other"})

    at_once(lambda: load(ACT), lambda: load(ACT))

    assert whys(Band.objects.get(key="silica-gel")) == [Why.IMPORTED]


def test_a_document_comes_back_from_json_as_it_was():
    load(ACT)
    stored = stored_acts(Band.objects.values_list("pk", flat=True))

    assert {act_from_json(act_as_json(act)) for act in stored.values()} == set(stored.values())
    assert act_from_json({"key": "a", "name": "가", "gone": 1}) == Act("a", "가")


def test_a_document_with_an_unknown_word_is_not_written():
    with pytest.raises(Exception, match="모르는 키워드입니다: 없는 말"):
        write_acts(
            changes=[Change(Act("a", "가", keywords=frozenset({"없는 말"})), None)],
            reason=Reason(Why.IMPORTED, None, now()),
        )
    assert not Band.objects.exists()


def test_many_bands_cost_as_much_as_few(django_assert_max_num_queries):
    for number in range(30):
        shelve(f"밴드 {number}", keywords=["밤"])
    with django_assert_max_num_queries(14):
        services.publish_bands(bands=Band.objects.all(), published=False, now=now())
    assert BandRevision.objects.filter(why=Why.HIDDEN).count() == 30
