"""What members say of bands, on pages: with htmx a part changes, without it the page comes back."""

import pytest
from django.test import Client
from django.utils.timezone import now

from bands.models import Band
from config.tests.reading import Elements, links, words
from config.tests.stage import set_stage
from config.tests.world import make_band, make_keyword, make_member
from members.models import BandFeedback
from members.services import Said, pick_band, react
from recommendations.suggest.services import stored_recommendations

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
MOST_QUERIES = 12  # RELIABILITY L7


@pytest.fixture
def member():
    set_stage(extras=False)
    bands = Band.objects.filter(name__in=["실리카겔", "쏜애플", "혁오"])
    return make_member(bands=bands, keywords=[make_keyword("몽환적인")])


@pytest.fixture
def inside(member):
    client = Client(raise_request_exception=False)
    client.force_login(member)
    client.post("/list/update/")
    return client


@pytest.fixture
def first(member, inside, moment):
    return stored_recommendations(member_id=member.pk, now=moment).items[0].band


@pytest.fixture
def moment():
    return now()


def of_list(band) -> str:
    return f"/list/{band.pk}/feedback/"


def own(band) -> str:
    return f"/bands/{band.pk}/feedback/"


def ids(page, tag="li") -> list[str]:
    return [item["id"] for item in Elements(page).of(tag) if "id" in item]


def pressed(page) -> set[str]:
    return {
        button["id"]
        for button in Elements(page).of("button")
        if button.get("aria-pressed") == "true"
    }


def test_not_for_me_turns_a_card_into_a_line_with_the_way_back_and_reasons(inside, first):
    """CONTRACT S70; FEATURES 33, 52, 53."""
    page = inside.post(of_list(first), {"say": "not_for_me"}, headers=HTMX)

    assert ids(page) == [f"band-{first.pk}"]
    assert "위" not in words(page).split(first.name)[0]
    assert f"{first.name}: 취향이 아니라고 해서 추천에서 뺐어요. 되돌리기" in words(page)
    assert "장르는 맞지만 이 곡은 아님" in words(page)
    assert "반응이 바뀌었어요. 다시 추천" in words(page)
    focused = [button["id"] for button in Elements(page).of("button") if "autofocus" in button]
    assert focused == [f"undo-{first.pk}"]
    swapped = {item["id"] for _tag, item in Elements(page).found if "hx-swap-oob" in item}
    assert swapped == {"head", "spoken"}


def test_a_reason_is_a_second_step_that_may_be_taken_back(inside, first):
    """FEATURES 53."""
    inside.post(of_list(first), {"say": "not_for_me"})

    page = inside.post(of_list(first), {"say": "not_for_me", "reason": "similar"}, headers=HTMX)
    assert pressed(page) == {f"similar-{first.pk}"}
    assert not [button for button in Elements(page).of("button") if "autofocus" in button]

    page = inside.post(of_list(first), {"say": "not_for_me", "reason": ""}, headers=HTMX)
    assert pressed(page) == set()
    assert BandFeedback.objects.get().reason == ""


def test_undo_brings_the_card_back_as_it_was(inside, first):
    """FEATURES 54, 55."""
    before = inside.get("/list/")
    for say in ("known", "undo"):
        page = inside.post(of_list(first), {"say": say}, headers=HTMX)

    focused = [button["id"] for button in Elements(page).of("button") if "autofocus" in button]
    assert focused == [f"not_for_me-{first.pk}"]
    assert "1위" in words(page)
    assert words(inside.get("/list/")) == words(before)


def test_without_script_the_list_comes_back_to_the_place(inside, first):
    """FEATURES 54: the line stands where the card was, until the list is made anew."""
    answer = inside.post(of_list(first), {"say": "hidden-30"})

    assert (answer.status_code, answer["Location"]) == (303, f"/list/#band-{first.pk}")
    page = inside.get("/list/")
    assert f"band-{first.pk}" in ids(page)
    assert "까지 추천에서 숨겨요. 되돌리기" in words(page)
    assert "1위" not in words(page)
    again = inside.post("/list/update/", follow=True)
    assert f"band-{first.pk}" not in ids(again)


def test_a_like_only_presses_its_button(inside, first):
    """FEATURES 52."""
    page = inside.post(of_list(first), {"say": "liked"}, headers=HTMX)
    assert pressed(page) == {f"liked-{first.pk}"}
    assert "1위" in words(page)
    assert "반응이 바뀌었어요" not in words(page)

    assert pressed(inside.post(of_list(first), {"say": ""}, headers=HTMX)) == set()


def test_a_list_of_which_all_is_set_aside_can_still_be_taken_back(member, inside, moment):
    made = stored_recommendations(member_id=member.pk, now=moment)
    for item in made.items:
        react(member=member, band_id=item.band.pk, said=Said("known"), now=moment)

    said = words(inside.get("/list/"))
    assert said.count("되돌리기") == len(made.items)
    assert "다시 추천" in said


def test_a_band_picked_from_the_list_says_so_in_its_place(member, inside, first, moment):
    pick_band(member=member, band=first, now=moment)

    assert f"{first.name}: 고른 밴드가 되어 추천에서 뺐어요." in words(inside.get("/list/"))


def test_a_list_made_anew_meanwhile_is_fetched_again(inside):
    page = inside.post(of_list(make_band()), {"say": "liked"}, headers=HTMX)

    assert page["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    ("say", "said"),
    [
        ("not_for_me", "취향이 아니라고 해서"),
        ("known", "이미 안다고 해서"),
        ("hidden-30", "까지 추천에서 숨겨요"),
        ("hidden", "추천에서 계속 숨겨요"),
    ],
)
def test_a_bands_own_page_shows_what_was_said_and_takes_it_back(inside, first, say, said):
    """CONTRACT A1; FEATURES 54."""
    answer = inside.post(own(first), {"say": say, "next": f"/bands/{first.pk}/"})
    assert answer["Location"] == f"/bands/{first.pk}/#reaction-{first.pk}"
    page = inside.get(f"/bands/{first.pk}/")
    assert said in words(page)
    assert f"undo-{first.pk}" in ids(page, "button")

    page = inside.post(own(first), {"say": "undo"}, headers=HTMX)
    assert ids(page, "div") == [f"reaction-{first.pk}"]
    assert f"liked-{first.pk}" in ids(page, "button")


def test_strangers_have_no_list_to_say_something_in(client, first):
    assert client.post(of_list(first), {"say": "liked"})["Location"].startswith("/login/")


@pytest.mark.parametrize("form", [{"say": "loved"}, {"say": "not_for_me", "reason": "ugly"}])
def test_what_no_button_says_is_refused(inside, first, form):
    assert inside.post(own(first), form).status_code == 400
    assert not BandFeedback.objects.exists()


def test_of_a_band_that_is_not_there_nothing_is_said(inside):
    hidden = make_band(is_published=False)
    for address in (own(hidden), of_list(hidden), f"/bands/{10**30}/feedback/"):
        assert inside.post(address, {"say": "liked"}).status_code == 404


def test_saying_something_never_leads_off_the_site(inside, first):
    """RELIABILITY S9."""
    answer = inside.post(own(first), {"say": "liked", "next": "https://evil.example/"})

    assert answer["Location"] == f"/me/feedback/#reaction-{first.pk}"


# --- My feedback --------------------------------------------------------------------------------
def test_my_feedback_is_empty_at_first_and_leads_to_the_list(inside):
    page = inside.get("/me/feedback/")

    assert "아직 남긴 반응이 없어요" in words(page)
    assert "/list/" in links(page)
    assert "/me/feedback/" in links(inside.get("/me/"))


def test_my_feedback_lists_everything_with_a_way_back(member, inside, moment):
    """CONTRACT S70; FEATURES 54."""
    one, two = Band.objects.all()[:2]
    react(member=member, band_id=one.pk, said=Said("not_for_me", "keywords"), now=moment)
    react(member=member, band_id=two.pk, said=Said("liked"), now=moment)
    react(member=make_member(), band_id=Band.objects.last().pk, said=Said("known"), now=moment)

    page = inside.get("/me/feedback/")

    said = words(page)
    assert said.index(two.name) < said.index(one.name)
    assert "취향이 아니에요 · 키워드가 맞지 않음 ·" in said
    assert {f"undo-{one.pk}", f"liked-{two.pk}"} <= set(ids(page, "button"))
    assert Band.objects.last().name not in said


def test_my_feedback_comes_page_by_page(member, inside, moment, django_assert_max_num_queries):
    bands = [make_band() for _band in range(13)]
    for band in bands:
        react(member=member, band_id=band.pk, said=Said("known"), now=moment)

    with django_assert_max_num_queries(MOST_QUERIES):
        page = inside.get("/me/feedback/")
    [more] = [link for link in links(page) if "after=" in link]
    assert page.text.count("undo-") == 12
    rest = inside.get(f"/me/feedback/{more.partition('#')[0]}", headers=HTMX)
    assert f"undo-{bands[0].pk}" in ids(rest, "button")
    assert "<html" not in rest.text
    assert inside.get("/me/feedback/?after=nonsense").status_code == 200


@pytest.mark.parametrize("address", ["/list/", "/bands/{}/"])
def test_the_pages_with_buttons_cost_few_queries(
    inside, first, address, django_assert_max_num_queries
):
    with django_assert_max_num_queries(MOST_QUERIES):
        assert inside.get(address.format(first.pk)).status_code == 200
