"""The catalogue in the hands of its curators."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from bands import services
from bands.models import Band, Keyword
from bands.search import search_bands
from bands.tests.shelf import ACT, load, make_curator, shelve

pytestmark = pytest.mark.django_db

BANDS = f"/{settings.ADMIN_PATH}/bands/band/"
KEYWORDS = f"/{settings.ADMIN_PATH}/bands/keyword/"


@pytest.fixture
def root(client):
    client.force_login(make_curator("root", is_superuser=True))
    return client


def listed(client, query: str, path: str = BANDS) -> list[str]:
    return [str(row) for row in client.get(path + query).context["cl"].result_list]


def act(client, action: str, *rows: object, path: str = BANDS, **more: str):
    data = {"action": action, "_selected_action": [row.pk for row in rows]} | more
    return client.post(path, data, follow=True)


def said(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def form(band: Band | None = None, **changes: object) -> dict[str, object]:
    """The page of a band, or of a new one, as a browser sends it."""
    filled = {"name": "새 밴드", "kind": "band", "published": "on"}
    newest = band.revisions.newest_first().first() if band else None
    known = {"seen": newest.number if newest else 0} if band else {"key": "new"}
    return filled | known | changes


def test_a_saved_band_is_found_at_once(root):
    word = Keyword.objects.create(keyword="포크", facet="genre")
    answer = root.post(
        f"{BANDS}add/",
        form(description=" \u1109\u1175\u11af ", words=["포크"], aliases="New Band", track="노래"),
    )
    assert answer.status_code == 302, answer.context["errors"]
    band = Band.objects.get()
    assert search_bands("new band").bands == search_bands("ㅅㅂㄷ").bands == [band]
    assert (band.description.text, band.top_track.title) == ("실", "노래")
    assert list(band.keywords.all()) == [word]


def test_a_renamed_band_is_found_at_once(root):
    band = shelve("가나다라", "Alias")
    changed = form(band, name="새 이름", aliases="Alias")
    answer = root.post(f"{BANDS}{band.pk}/change/", changed)
    assert answer.status_code == 302, answer.context["errors"]
    assert search_bands("ㅅㅇㄹ").bands == search_bands("alias").bands == [band]
    assert search_bands("가나다라").bands == []
    assert Band.objects.get().key == band.key


@pytest.mark.parametrize("query", ["실리", "ㅅㄹㅋㄱ", "silica", "실 리카", "silica-g"])
def test_a_curator_finds_as_a_listener_does(root, query):
    load(ACT)
    shelve("혁오")
    assert listed(root, f"?q={query}") == ["실리카겔"]


def test_bands_are_listed_by_what_they_lack(root):
    whole = {"description": "글" * 150, "description_en": "E", "keywords": ["밤"], "track": "곡"}
    shelve("온전", "Whole", **whole)
    shelve("글없이", "x", **whole | {"description": ""})
    shelve("짧게", "x", **whole | {"description": "글" * 149})
    shelve("한글만", "x", **whole | {"description_en": ""})
    shelve("말없이", "x", **whole | {"keywords": []})
    shelve("곡없이", "x", **whole | {"track": None})
    shelve("한이름", **whole)
    shelve("숨김", "x", **whole, published=False)
    shelve("지움", "x", **whole)
    services.delete_bands(bands=Band.objects.filter(name="지움"), now=now())

    assert "지움" not in listed(root, "")
    for symptom, band in {
        "text": "글없이",
        "short": "짧게",
        "english": "한글만",
        "keywords": "말없이",
        "track": "곡없이",
        "alias": "한이름",
        "unpublished": "숨김",
        "deleted": "지움",
    }.items():
        assert listed(root, f"?symptom={symptom}") == [band]


def test_a_deleted_band_comes_back(root):
    band = shelve("가")
    assert said(act(root, "remove", band))[0].startswith("밴드 1곳을 지웠습니다.")
    assert search_bands("가").bands == []

    answer = act(root, "restore", band, path=f"{BANDS}?symptom=deleted")
    assert said(answer) == ["밴드 1곳을 되살렸습니다."]
    assert search_bands("가").bands == [band]


def test_bands_are_hidden_and_shown(root):
    bands = shelve("가"), shelve("나")
    assert said(act(root, "unpublish", *bands))[0].startswith("밴드 2곳을 비공개로")
    assert search_bands("").bands == []
    assert said(act(root, "publish", *bands)) == ["밴드 2곳을 공개했습니다."]
    assert len(search_bands("").bands) == 2


def test_nothing_is_deleted_for_good(root):
    band = shelve("가", keywords=["밤"])
    assert root.post(f"{BANDS}{band.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "delete_selected" not in str(root.get(BANDS).content)
    act(root, "delete_selected", band, post="yes")
    assert Band.objects.filter(deleted_at=None).exists()


def test_hiding_needs_the_right_to_delete(client):
    curator = make_curator("curator")
    curator.user_permissions.set(
        Permission.objects.filter(codename__in=["view_band", "publish_band"])
    )
    client.force_login(curator)
    band = shelve("가")
    act(client, "remove", band)
    assert Band.objects.live().exists()
    act(client, "unpublish", band)
    assert not Band.objects.published().exists()


def test_deleting_a_keyword_first_shows_how_many_bands_carry_it(root):
    shelve("가", keywords=["밤", "포크"])
    shelve("나", keywords=["밤"])
    night = Keyword.objects.get(keyword="밤")

    asked = act(root, "remove", night, path=KEYWORDS)
    assert "밤: 밴드 2곳" in asked.content.decode()
    assert Keyword.objects.live().filter(pk=night.pk).exists()

    answer = act(root, "remove", night, path=KEYWORDS, confirmed="yes")
    assert said(answer) == ["키워드 1개를 지웠습니다."]
    assert not Keyword.objects.live().filter(pk=night.pk).exists()

    act(root, "restore", night, path=KEYWORDS)
    assert Keyword.objects.live().filter(pk=night.pk).exists()


def test_a_deleted_keyword_is_not_offered(root):
    shelve("가", keywords=["밤", "포크"])
    services.delete_keywords(keywords=Keyword.objects.filter(keyword="밤"), now=now())
    address = f"/{settings.ADMIN_PATH}/autocomplete/"
    source = {"app_label": "bands", "model_name": "bandkeyword", "field_name": "keyword"}
    offered = root.get(address, source | {"term": ""}).json()["results"]
    assert "밤" not in [word["text"] for word in offered]
    assert "포크" in [word["text"] for word in offered]


def test_every_action_is_in_the_history(root):
    band = shelve("가")
    act(root, "unpublish", band)
    assert "비공개" in root.get(f"{BANDS}{band.pk}/history/").content.decode()


@pytest.mark.parametrize("path", [BANDS, KEYWORDS])
def test_a_list_costs_the_same_for_three_rows_or_thirty(root, path):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            root.get(path)
        return len(queries)

    for number in range(3):
        shelve(f"밴드 {number}", "x", keywords=["밤", "포크"])
    few = cost()
    for number in range(3, 30):
        shelve(f"밴드 {number}", "x", keywords=["밤"])
    assert cost() == few <= 6  # session, member, count, rows, and what other apps add


def test_a_page_of_a_band_has_no_inline_script_or_style(root):
    band = shelve("가", keywords=["밤"])
    page = root.get(f"{BANDS}{band.pk}/change/").content.decode()
    assert "<style" not in page
    assert " style=" not in page
    assert f"/bands/{band.pk}/cover.svg?v=" in page
