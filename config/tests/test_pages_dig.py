"""The page where a list is steered and shared."""

import pytest
from django.test import Client
from django.utils.timezone import now

from bands.models import Band
from config.tests.reading import Elements, links, words
from config.tests.stage import set_stage
from config.tests.world import make_keyword, make_member
from embeddings.models import EmbeddingSpace
from members.models import BandFeedback
from recommendations.steering.counting import count_familiarity
from recommendations.suggest.services import update_recommendations

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
MOST_QUERIES = 13  # RELIABILITY L7, and one for how familiar bands are


@pytest.fixture
def member():
    set_stage()
    bands = Band.objects.filter(name__in=("실리카겔", "쏜애플", "혁오"))
    return make_member(bands=bands, keywords=[make_keyword("몽환적인")])


@pytest.fixture
def inside(member):
    client = Client(raise_request_exception=False)
    client.force_login(member)
    return client


def address_of(client) -> str:
    return client.get("/dig/").headers["Location"]


def shown(page) -> list[str]:
    return [one["id"] for one in Elements(page).of("li") if one.get("class") == "found"]


def fields(page) -> dict[str, str]:
    given = Elements(page).of("input")
    return {one["name"]: one["value"] for one in given if one.get("name") and "value" in one}


def test_it_starts_from_the_own_picks_at_an_address_that_says_all(inside, member):
    """FEATURES N7, N14."""
    answer = inside.get("/dig/")

    assert answer.status_code == 302
    ids = ",".join(str(pk) for pk in sorted(member.picked_bands.values_list("pk", flat=True)))
    assert f"bands={ids}&keywords=" in answer.headers["Location"]


def test_untouched_it_shows_what_the_list_shows(inside, member):
    made = update_recommendations(member_id=member.pk, now=now())

    page = inside.get("/dig/", follow=True)

    assert shown(page) == [f"band-{item.band.pk}" for item in made.items]
    assert words(page).count("고른 것이 말하는 대로예요.") == 1


def test_the_list_leads_to_the_address_that_anybody_may_open(inside, member, client):
    update_recommendations(member_id=member.pk, now=now())
    address = next(link for link in links(inside.get("/list/")) if link.startswith("/dig/"))

    assert shown(client.get(address)) == shown(inside.get("/dig/", follow=True))


def test_without_script_the_form_answers_with_what_moved(inside):
    """FEATURES N7: what moved, and the way back to the very list."""
    count_familiarity(now=now())
    page = inside.get("/dig/", follow=True)
    before = shown(page)

    turned = inside.get("/dig/", fields(page) | {"depth": "1.00"})

    assert shown(turned) != before
    said = words(turned)
    assert "움직인 것을 밴드마다 적어 두었어요." in said
    assert "새로 왔어요" in said
    assert "빠진 밴드" in said
    back = next(one["href"] for one in Elements(turned).of("a") if one.get("id") == "undo")
    assert shown(inside.get(back)) == before


def test_htmx_gets_the_part_and_the_full_address(inside):
    page = inside.get("/dig/", follow=True)

    part = inside.get("/dig/", fields(page) | {"depth": "0.50"}, headers=HTMX)

    assert "<html" not in part.text
    assert part.headers["HX-Push-Url"].startswith("/dig/?bands=")
    assert "depth=0.50" in part.headers["HX-Push-Url"]


def test_more_and_less_are_links_that_can_be_taken_back(inside):
    page = inside.get("/dig/", follow=True)
    first = shown(page)[0].removeprefix("band-")
    more = next(one["href"] for one in Elements(page).of("a") if one.get("id") == f"more-{first}")

    leaning = inside.get(more)

    assert f"band-{first}" not in shown(leaning)
    off = next(one["href"] for one in Elements(leaning).of("a") if one.get("id") == f"lean-{first}")
    assert shown(inside.get(off)) == shown(page)


def test_a_shared_list_marks_what_its_viewer_has_blocked(inside, member, client):
    """The list of a link is the same for all; what its viewer blocked is said."""
    address = address_of(inside)
    first = shown(inside.get(address))[0]
    other = make_member()
    pk = int(first.removeprefix("band-"))
    BandFeedback.objects.create(member=other, band_id=pk, stance="known", made_at=now())
    client.force_login(other)

    page = client.get(address)

    assert shown(page)[0] == first
    assert "공유된 추천이라 여기에는 그대로 있어요." in words(page)


@pytest.mark.parametrize("query", ["", "?bands=", "?bands=999999999", "?t=0.5", "?%00=%00"])
def test_without_anything_to_start_from_it_leads_to_picking(client, query):
    set_stage(extras=False)
    page = client.get(f"/dig/{query}")

    assert page.status_code == 200
    assert "/pick/" in links(page)


def test_nonsense_in_the_address_is_said(inside):
    page = inside.get(f"{address_of(inside)}&t=9&more=x")

    assert "알 수 없는 값이 있어" in words(page)
    assert len(shown(page)) == 5


def test_another_catalogue_is_said(inside):
    page = inside.get(f"{address_of(inside)}&made=0123")

    assert "이 주소를 만든 뒤에 밴드 목록이나 찾는 방식이 바뀌었어요." in words(page)


def test_the_address_to_copy_needs_no_script(inside):
    page = inside.get("/dig/", follow=True)

    field = next(one for one in Elements(page).of("input") if one.get("id") == "share-address")
    assert field["value"].startswith("http://testserver/dig/?bands=")
    assert "made=" in field["value"]
    assert "was=" not in field["value"]


def test_before_the_site_is_ready_it_says_so(inside):
    address = address_of(inside)
    EmbeddingSpace.objects.update(status="retired")

    assert inside.get(address).status_code == 503


def test_a_turn_costs_a_bounded_number_of_queries(inside, django_assert_max_num_queries):
    count_familiarity(now=now())
    page = inside.get("/dig/", follow=True)

    with django_assert_max_num_queries(MOST_QUERIES):
        inside.get("/dig/", fields(page) | {"t": "0.60"})
