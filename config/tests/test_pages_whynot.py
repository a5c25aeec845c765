"""The page that says why a band is not in the list, and the box on the list's page."""

import pytest
from django.utils.timezone import now

from bands.models import Band
from config.tests.reading import Elements, links, words
from config.tests.stage import name_to_find
from config.tests.test_pages_list import HTMX, MOST_QUERIES, inside
from config.tests.world import make_band, make_member
from members.models import BandFeedback
from recommendations.suggest.services import update_recommendations
from recommendations.suggest.tests.worlds import the_example

pytestmark = pytest.mark.django_db

PAGE = "/list/why-not/"


@pytest.fixture
def member():
    member = the_example()
    update_recommendations(member_id=member.pk, now=now())
    return member


def of(key: str) -> str:
    return f"{PAGE}?band={Band.objects.get(key=key).pk}"


def test_a_band_that_missed_is_told_its_rank_and_what_was_short(member):
    """FEATURES N2: the sixth is its taste's second place, and two others were nearer."""
    said = words(inside(member).get(of("sixth")))

    assert "‘pick-2’ 같은 취향에서 두 번째 자리 후보였지만" in said
    assert (
        "마지막으로 들어간 ‘검정치마’보다 1자리 뒤예요. 닮은 정도는 0.5000로, 0.0887 모자라요."
        in said
    )


def test_a_band_of_the_list_is_told_its_place_and_linked_there(member):
    page = inside(member).get(of("band-1103"))

    assert "내 추천 2위에 있어요." in words(page)
    assert "/list/#band-1103" in links(page)


def test_a_pick_a_block_and_a_stranger_are_told_apart(member):
    client = inside(member)
    BandFeedback.objects.create(member=member, band_id=1103, stance="known")
    hidden = make_band("away", is_published=False, name="숨은 이름")

    assert "이미 고른 밴드라서" in words(client.get(of("pick-0")))
    assert "이미 안다고 해서 추천에서 뺐어요" in words(client.get(of("band-1103")))
    said = [words(client.get(f"{PAGE}?band={pk}")) for pk in (hidden.pk, hidden.pk + 1000)]
    assert said[0] == said[1]
    assert "지금 공개된 밴드가 아니라서" in said[0]
    assert "숨은 이름" not in said[0]


def test_htmx_gets_the_answers_alone(member):
    page = inside(member).get(of("sixth"), headers=HTMX)

    assert "<html" not in page.text
    assert "1자리 뒤" in words(page)


def test_the_list_and_a_bands_page_lead_here(member):
    client = inside(member)

    forms = [form.get("hx-get") for form in Elements(client.get("/list/")).of("form")]
    assert PAGE in forms
    assert f"{PAGE}?band=1103" in links(client.get("/bands/1103/"))


def test_without_a_question_or_an_answer_the_page_says_so(member):
    client = inside(member)

    assert "왜 이 밴드는 없나요?" in words(client.get(PAGE))
    assert "검색에 맞는 밴드가 없어요" in words(client.get(f"{PAGE}?q=없는이름없는이름"))
    assert client.get(f"{PAGE}?band=x&q=").status_code == 200


def test_whoever_picked_nothing_is_led_to_picking():
    the_example()

    page = inside(make_member()).get(of("sixth"))

    assert "밴드를 한 팀은 골라야 추천을 만들 수 있어요" in words(page)
    assert "/pick/" in links(page)


def test_asking_is_as_limited_as_making_lists(member, settings):
    settings.API_RATES = settings.API_RATES | {"recommend": "1/minute"}
    client = inside(member)

    assert [client.get(of("sixth")).status_code for _time in range(2)] == [200, 429]
    assert client.get(PAGE).status_code == 200


def test_the_page_costs_few_statements(member, django_assert_max_num_queries):
    """RELIABILITY L7: of a band that missed and one that is blocked."""
    client = inside(member)
    known = make_band("sixth but known")
    for band in (known, Band.objects.get(key="sixth")):
        name_to_find(band)
    BandFeedback.objects.create(member=member, band=known, stance="known")
    with django_assert_max_num_queries(MOST_QUERIES):
        said = words(client.get(f"{PAGE}?q=sixth"))
    assert "1자리 뒤" in said
    assert "이미 안다고 해서" in said
