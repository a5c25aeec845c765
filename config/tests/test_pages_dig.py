"""The page where a list is steered and shared."""

import itertools

import numpy as np
import pytest
from django.test import Client
from django.utils.timezone import now

from bands.acts import stored_acts
from bands.duplicates.document import sensible
from bands.duplicates.movers import Pair
from bands.duplicates.services import merge_bands
from bands.models import Band
from config.tests.reading import Elements, links, words
from config.tests.stage import set_stage
from config.tests.world import know, make_keyword, make_member
from embeddings.learned.layout import correcting
from embeddings.learned.services import Fused, activate, keep
from embeddings.models import BandVector, EmbeddingSpace
from members.models import BandFeedback, MemberKeyword
from recommendations.learning.fusing import crowding
from recommendations.mapping.services import draw_map
from recommendations.steering.address import MOST_STEERED
from recommendations.steering.counting import count_familiarity
from recommendations.suggest.services import update_recommendations

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
MOST_QUERIES = 12


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


def anchor(page, start: str) -> str:
    """Where the first link leads whose id begins so."""
    return next(
        one["href"] for one in Elements(page).of("a") if one.get("id", "").startswith(start)
    )


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


def test_a_map_beside_the_list_shows_picks_and_the_five(inside, member):
    draw_map(now=now())
    page = inside.get("/dig/", follow=True)

    drawn = page.context["map"]
    assert {one.band_id for one in drawn.picks} == set(page.context["state"].band_ids)
    assert [f"band-{mark.spot.band_id}" for mark in drawn.found] == shown(page)
    assert 'id="taste"' in page.text
    assert (drawn.gone, drawn.trace) == ((), None)


def test_what_moved_is_on_the_map_and_in_the_words_of_the_same_answer(inside):
    """FEATURES N7: the list itself says what the drawing shows."""
    count_familiarity(now=now())
    draw_map(now=now())
    page = inside.get("/dig/", follow=True)
    before = shown(page)

    part = inside.get("/dig/", fields(page) | {"depth": "1.00"}, headers=HTMX)

    drawn, said = part.context["map"], words(part)
    assert {f"band-{one.band_id}" for one in drawn.gone} == {*before} - {*shown(part)}
    for gone in drawn.gone:
        assert f"{gone.name}, 빠진 밴드" in said
        assert gone.name in said[said.index("움직인 것을") :]
    come = [mark.spot for mark in drawn.found if mark.is_new]
    assert said.count("칸 위로") + said.count("칸 아래로") + said.count("그대로") <= 5 - len(come)
    assert said.count("빠진 밴드에서 새로 온 밴드 쪽으로") == 1
    assert not Elements(part).inline
    assert not any("style" in attributes for _tag, attributes in Elements(part).found)


def test_before_there_is_a_map_there_is_none(inside):
    assert 'id="taste"' not in inside.get("/dig/", follow=True).text


def test_a_press_too_many_is_said_and_turns_nothing(inside):
    page = inside.get("/dig/", follow=True)
    names = [f"이름난 밴드 {number}" for number in range(1, MOST_STEERED + 1)]
    ids = ",".join(
        str(pk) for pk in Band.objects.filter(name__in=names).values_list("pk", flat=True)
    )
    full = inside.get(f"{address_of(inside)}&more={ids}")

    pressed = inside.get(anchor(full, "more-"))

    assert "‘더 이런 느낌’은 10팀까지예요." in words(pressed)
    assert "목록은 그대로예요." in words(pressed)
    assert shown(pressed) == shown(full) != shown(page)
    assert shown(inside.get(anchor(pressed, "undo"))) == shown(full)


@pytest.fixture
def learned(member):
    """A space that was learnt over the texts, and serves."""
    vectors = BandVector.objects.order_by("band_id")
    texts = np.array([row.vector for row in vectors], dtype=np.float64)
    extra = np.tile(np.eye(2), (len(texts) // 2, 1))
    rows = np.hstack([np.sqrt(0.7) * texts, np.sqrt(0.3) * extra])
    rows = correcting(rows, crowding(rows))
    fused = Fused(
        rows={row.band_id: known for row, known in zip(vectors, rows, strict=True)},
        fingerprints={row.band_id: row.fingerprint for row in vectors},
        parameters={},
        text_share=0.7,
        against_hubs=0.3,
        newcomer=0.2,
    )
    space = keep(text_space=EmbeddingSpace.objects.get(), fused=fused, now=now())
    activate(space=space, now=now())


@pytest.mark.parametrize("algorithm", ["v3", "ours"])
def test_no_turn_costs_more_than_twelve_queries(
    inside, member, learned, algorithm, django_assert_max_num_queries
):
    """RELIABILITY L7: a member with blocks, who leaned and looks at a changed catalogue."""
    count_familiarity(now=now())
    draw_map(now=now())
    know(EmbeddingSpace.objects.get(), ["신나는"], np.eye(8)[4])
    MemberKeyword.objects.create(member=member, keyword=make_keyword("신나는"))
    blocked = Band.objects.get(name="라쿠나")
    BandFeedback.objects.create(member=member, band=blocked, stance="known", made_at=now())
    start = inside.get(address_of(inside).replace("algorithm=v3", f"algorithm={algorithm}"))
    leaning = inside.get(anchor(inside.get(anchor(start, "more-")), "less-"))
    lost = leaning.context["state"].turns.less[0]
    acts = stored_acts([blocked.pk, lost])
    choice = sensible(acts[blocked.pk], acts[lost])
    merge_bands(pair=Pair(blocked.pk, lost), choice=choice, by=None, now=now())

    after = anchor(leaning, "less-")
    asked = [after, f"{after}&t=0.60", anchor(leaning, "undo"), f"{after},999999999"]
    for address, headers in itertools.product(asked, ({}, HTMX)):
        with django_assert_max_num_queries(MOST_QUERIES):
            answer = inside.get(address, headers=headers)
        assert answer.context["dug"].algorithm == algorithm
        assert answer.context["dug"].is_of_another_catalogue
        assert answer.context["map"].found
