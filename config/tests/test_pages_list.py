"""The page with a member's list."""

import pytest
from django.test import Client
from django.utils.timezone import now

from bands.models import Band
from config.tests.reading import Elements, links, words
from config.tests.stage import set_stage
from config.tests.world import make_keyword, make_member
from recommendations.suggest.models import RecommendList
from recommendations.suggest.services import update_recommendations
from recommendations.suggest.tests.worlds import the_example

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
MOST_QUERIES = 12  # RELIABILITY L7


def inside(member) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(member)
    return client


def listener(*names: str, words: tuple[str, ...] = ("몽환적인",)):
    bands = list(Band.objects.filter(name__in=names))
    return make_member(bands=bands, keywords=[make_keyword(word) for word in words])


def test_the_five_are_shown_best_first_with_score_and_track():
    """CONTRACT D24, D72: what the page shows is what the API answers."""
    client = inside(the_example())

    page = client.post("/list/update/", follow=True)

    said = words(page)
    names = ("쏜애플", "실리카겔", "라쿠나", "혁오", "검정치마")
    places = [said.index(f"{priority}위 {name}") for priority, name in enumerate(names, start=1)]
    assert places == sorted(places)
    assert [said.count(score) for score in ("69%", "0.6936", "0.5887")] == [1, 1, 1]
    assert "멸종" in said
    assert "당신이 파낸 5팀" in said


def test_making_a_list_without_script_comes_back_by_a_303():
    answer = inside(the_example()).post("/list/update/")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/list/")


def test_the_page_offers_ours_and_the_way_back_to_v3():
    """CONTRACT A11: the contract's algorithm by default, another one when it is pressed."""
    client = inside(the_example())
    assert "배운 것까지 더해 찾기" in words(client.post("/list/update/", follow=True))

    page = client.post("/list/update/", {"algorithm": "ours"}, follow=True)

    assert RecommendList.objects.get().algorithm == "ours"
    assert "글만 보고 찾았어요" in words(page)
    assert "V3로 찾기" in words(page)
    assert client.post("/list/update/", {"algorithm": "v9"}).status_code == 400


def test_htmx_gets_the_list_alone():
    page = inside(the_example()).post("/list/update/", headers=HTMX)

    assert "<html" not in page.text
    assert "당신이 파낸 5팀" in words(page)


def test_the_reasons_are_said_in_words():
    set_stage(extras=False)
    client = inside(listener("실리카겔", "쏜애플", "혁오"))

    said = words(client.post("/list/update/", follow=True))

    assert "고른 밴드 가운데 ‘실리카겔’ 영향이 가장 컸어요" in said
    assert "‘몽환적인’ 키워드가 겹쳐요" in said
    assert "‘실리카겔’ 같은 취향에서 가장 가까운 팀이에요" in said
    assert "같은 취향에서 두 번째로 가까운 팀이에요" in said


def test_shared_keywords_stand_out_for_eyes_and_ears():
    set_stage(extras=False)
    page = inside(listener("실리카겔", "쏜애플", "혁오")).post("/list/update/", follow=True)

    shared = [tag for tag in Elements(page).of("li") if tag.get("class") == "tag shared"]
    assert len(shared) == page.text.count("(내가 고른 키워드)") > 0


def test_fewer_than_three_picks_get_three_and_are_told_why():
    """CONTRACT D47, P9: the page says which algorithm ran."""
    set_stage(extras=False)

    said = words(inside(listener("실리카겔")).post("/list/update/", follow=True))

    assert "당신이 파낸 3팀" in said
    assert "분석한 밴드가 세 팀보다 적어" in said
    assert "V2" in said


def test_a_list_says_when_the_picks_have_changed_since():
    member = the_example()
    client = inside(member)
    client.post("/list/update/")
    assert "반응이 바뀌었어요" not in words(client.get("/list/"))

    member.picked_bands.add(Band.objects.get(key="sixth"))

    page = client.get("/list/")
    assert "이 추천을 만든 뒤에 고른 것이나 반응이 바뀌었어요." in words(page)
    assert "/list/update/" in [form.get("hx-post") for form in Elements(page).of("form")]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("picks_without_vector", "아직 분석하지 못한 팀이 있어"),
        ("keyword_vectors_mean", "키워드 하나하나의 평균으로 대신했어요"),
        ("keywords_ignored", "밴드만 보고 찾았어요"),
        ("something_new", "일부 정보가 빠진 채로 찾았어요"),
    ],
)
def test_what_a_list_had_to_do_without_is_said_plainly(code, said):
    member = the_example()
    update_recommendations(member_id=member.pk, now=now())
    RecommendList.objects.update(degraded=[code])

    assert said in words(inside(member).get("/list/"))


def test_a_band_is_picked_from_its_card_and_taken_back_there():
    set_stage(extras=False)
    client = inside(listener("실리카겔", "쏜애플", "혁오"))
    page = client.post("/list/update/", follow=True)
    button = next(one for one in Elements(page).of("button") if one.get("name") == "pick")

    picked = client.post("/pick/bands/", {"pick": button["value"], "next": "/list/"}, follow=True)

    assert "고른 밴드가 되어 추천에서 뺐어요." in words(picked)
    assert {"id": button["id"], "name": "unpick"}.items() <= next(
        one for one in Elements(picked).of("button") if one.get("id") == button["id"]
    ).items()


def test_a_list_can_be_steered_and_shared():
    """FEATURES N14: the address gives this very list to anybody."""
    client = inside(the_example())
    page = client.post("/list/update/", follow=True)

    address = next(link for link in links(page) if link.startswith("/dig/"))
    assert f"{address}#share" in links(page)
    there = Client().get(address)
    assert found(there) == found(page)
    assert "69%" in words(there)


def found(page) -> list[str]:
    return [one["id"] for one in Elements(page).of("li") if one.get("class") == "found"]


def test_without_picks_the_page_leads_to_picking():
    page = inside(make_member()).get("/list/")

    assert "아직 고른 밴드가 없어요" in words(page)
    assert "/pick/" in links(page)


def test_without_keywords_the_page_offers_a_list_and_the_keywords():
    set_stage(extras=False)
    page = inside(listener("혁오", words=())).get("/list/")

    assert "이제 추천을 받을 차례예요" in words(page)
    assert "/pick/#keywords" in links(page)


def test_with_picks_and_no_list_the_page_offers_one():
    set_stage(extras=False)
    page = inside(listener("혁오")).get("/list/")

    assert "이제 추천을 받을 차례예요" in words(page)
    assert "/list/update/" in [form.get("action") for form in Elements(page).of("form")]


def test_a_list_whose_bands_are_all_withdrawn_offers_a_new_one():
    member = the_example()
    update_recommendations(member_id=member.pk, now=now())
    picked = member.picked_bands.values("pk")
    Band.objects.exclude(pk__in=picked).update(is_published=False)

    assert "보여 드릴 밴드가 없어요" in words(inside(member).get("/list/"))


def test_asking_for_a_list_of_nothing_gets_a_page_that_says_what_is_missing():
    """CONTRACT D82, D85."""
    set_stage(extras=False)

    page = inside(listener(words=("밤",))).post("/list/update/")

    assert page.status_code == 400
    assert "선택한 밴드가 없습니다." in words(page)
    assert "/pick/" in links(page)


def test_picks_without_keywords_are_turned_nowhere_and_the_page_says_so():
    """CONTRACT P2 is the API's; a page makes the list at t = 0."""
    set_stage(extras=False)
    names = ("실리카겔", "쏜애플", "혁오")
    client = inside(listener(*names, words=()))

    page = client.post("/list/update/", follow=True)

    assert "당신이 파낸 5팀" in words(page)
    assert "키워드 없이 고른 밴드만으로 만들었어요." in words(page)
    assert "키워드 없이" not in words(inside(listener(*names)).post("/list/update/", follow=True))


def test_before_the_catalogue_is_ready_the_page_says_so():
    set_stage(extras=False).delete()

    page = inside(listener("혁오")).post("/list/update/")

    assert page.status_code == 503
    assert "추천을 준비하고 있습니다." in words(page)
    assert page.headers["Retry-After"] == "5"


def test_new_lists_are_limited_for_one_member(settings):
    """RELIABILITY S13: the same count as the API's."""
    settings.API_RATES = settings.API_RATES | {"recommend": "1/minute"}
    client = inside(the_example())

    statuses = [client.post("/list/update/").status_code for _try in range(2)]

    assert statuses == [303, 429]


def test_a_list_costs_few_queries(django_assert_max_num_queries):
    member = the_example()
    client = inside(member)
    client.post("/list/update/")
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get("/list/").status_code == 200
