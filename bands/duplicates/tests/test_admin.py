"""Two acts in the hands of a curator (FEATURES 65)."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.timezone import now

from bands.duplicates import services
from bands.duplicates.models import BandMerge, DuplicatePair
from bands.models import Band, BandDescription
from bands.tests.shelf import make_curator, shelve

pytestmark = pytest.mark.django_db

BANDS = f"/{settings.ADMIN_PATH}/bands/band/"
PAIRS = f"/{settings.ADMIN_PATH}/bands/duplicatepair/"


@pytest.fixture
def root(client):
    client.force_login(make_curator("root", is_superuser=True))
    return client


@pytest.fixture
def two() -> tuple[Band, Band]:
    one = shelve("실리카겔", description="소리의 벽.")
    other = shelve("실리카 겔", description="다른 글.", keywords=["밤"])
    services.find_by_name(now=now())
    return one, other


def page_of(*bands: Band) -> str:
    return reverse("admin:bands_duplicatepair_merge", args=[band.pk for band in bands])


def posted(client, *bands: Band, **chosen: str):
    page = page_of(*bands)
    form = client.get(page).context["form"]
    first = {part: form[part].initial for part in form.fields} | {"seen": form.initial["seen"]}
    return client.post(page, first | {"merge": "yes"} | chosen, follow=True)


def said(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def test_a_proposal_leads_to_the_two_side_by_side(root, two):
    listed = root.get(PAIRS).content.decode()
    assert page_of(*two) in listed
    page = root.get(page_of(*two)).content.decode()
    assert "소리의 벽." in page
    assert "다른 글." in page
    assert " style=" not in page
    assert "<script>" not in page


def test_a_curator_chooses_and_merges_and_takes_it_back(root, two):
    answer = posted(root, *two, description="merged")
    assert said(answer)[0].startswith("한 밴드가 되었습니다.")
    assert BandDescription.objects.get(band=two[0]).text == "다른 글."
    assert not Band.objects.live().filter(pk=two[1].pk).exists()

    merge = BandMerge.objects.get()
    answer = root.post(reverse("admin:bands_bandmerge_undo", args=[merge.pk]), follow=True)
    assert said(answer)[0].startswith("합치기 전으로 되돌렸습니다.")
    assert BandDescription.objects.get(band=two[0]).text == "소리의 벽."
    again = root.post(reverse("admin:bands_bandmerge_undo", args=[merge.pk]), follow=True)
    assert said(again) == ["이미 취소한 합치기입니다."]


def test_two_that_are_two_are_not_shown_again(root, two):
    root.post(page_of(*two), {"dismiss": "yes"})
    services.find_by_name(now=now())
    assert page_of(*two) not in root.get(PAIRS).content.decode()
    assert page_of(*two) in root.get(f"{PAIRS}?dismissed=yes").content.decode()
    assert DuplicatePair.objects.count() == 1


def test_two_that_nobody_proposed_can_be_merged_or_told_apart(root):
    bands = shelve("하나"), shelve("둘")
    chosen = {"action": "merge_two", "_selected_action": [band.pk for band in bands]}
    assert root.post(BANDS, chosen)["Location"] == page_of(*bands)
    root.post(page_of(*bands), {"dismiss": "yes"})
    assert DuplicatePair.objects.get().dismissed_at is not None


def test_one_or_three_are_not_two(root):
    bands = [shelve("하나"), shelve("둘"), shelve("셋")]
    for some in (bands[:1], bands):
        chosen = {"action": "merge_two", "_selected_action": [band.pk for band in some]}
        assert said(root.post(BANDS, chosen, follow=True)) == ["합칠 밴드 둘을 골라 주세요."]


def test_what_somebody_changed_meanwhile_is_looked_at_again(root, two):
    """RELIABILITY F12."""
    form = root.get(page_of(*two)).context["form"]
    BandDescription.objects.filter(band=two[0]).update(text="그사이 고친 글.")
    answer = root.post(
        page_of(*two),
        {"merge": "yes", "seen": form.initial["seen"], "description": "kept", "keywords": "both"}
        | {"name": "kept"},
        follow=True,
    )
    assert said(answer)[0].startswith("그사이 누가 이 밴드를 고쳤습니다.")
    assert "그사이 고친 글." in answer.content.decode()
    assert not BandMerge.objects.exists()


def test_a_side_that_is_none_is_told_at_the_field(root, two):
    answer = posted(root, *two, description="both")
    assert not BandMerge.objects.exists()
    assert answer.context["form"].errors["description"]


def test_bands_that_are_not_there_are_not_found(root, two):
    assert root.get(page_of(two[0], Band(pk=0))).status_code == 404
