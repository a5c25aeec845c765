"""The catalogue below /api/."""

import pytest
from django.utils.timezone import now

from bands import services
from bands.models import Band, BandDescription, Keyword
from bands.tests.shelf import ACT, load, shelve

pytestmark = pytest.mark.django_db


def payload(client, path: str) -> dict:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return answer.json()["payload"]


def names(client, path: str) -> list[str]:
    return [band["bandName"] for band in payload(client, path)["bands"]]


def test_a_band_in_a_list_has_these_keys_in_this_order(client):
    """CONTRACT D68, D69, D70, D78."""
    load(ACT)
    answer = client.get("/api/bands?query=실리카겔").json()
    [band] = answer["payload"]["bands"]
    ids = list(Keyword.objects.filter(bands__key="silica-gel").order_by("id"))
    assert list(answer) == ["statusCode", "isSuccess", "message", "payload"]
    assert list(band) == [
        *("bandId", "bandName", "aliases", "kind", "imageUrl", "topTrack", "keywords"),
    ]
    assert band["aliases"] == ["Silica Gel", "실리카 겔"]
    assert band["keywords"] == [word.keyword for word in ids]
    assert band["topTrack"] == {
        "title": "NO PAIN",
        "externalUrl": "https://open.spotify.com/search/"
        "%EC%8B%A4%EB%A6%AC%EC%B9%B4%EA%B2%94%20NO%20PAIN",
    }


def test_a_band_without_a_track_says_null(client):
    """CONTRACT D71."""
    shelve("라쿠나")
    assert payload(client, "/api/bands")["bands"][0]["topTrack"] is None


def test_the_image_is_the_curators_or_the_cover_that_we_draw(client):
    """CONTRACT D78."""
    drawn, given = shelve("가"), shelve("나", image_url="https://img.example/a.jpg")
    first, second = payload(client, "/api/bands")["bands"]
    version = services.cover_version(drawn)
    assert first["imageUrl"] == f"http://testserver/bands/{drawn.pk}/cover.svg?v={version}"
    assert second["imageUrl"] == given.image_url
    assert client.get(first["imageUrl"])["Content-Type"].startswith("image/svg+xml")


def test_one_band_adds_its_texts_links_and_keyword_ids(client):
    load(ACT)
    band = Band.objects.get()
    shown = payload(client, f"/api/bands/{band.pk}")
    assert shown["description"] == {"ko": "소리가 벽처럼 밀려온다.", "en": "Walls of sound."}
    assert list(shown["links"]) == ["youtube", "spotify", "appleMusic", "melon"]
    assert shown["keywordIds"] == list(band.keywords.order_by("id").values_list("id", flat=True))


@pytest.mark.parametrize("band_id", [0, 10**6, 10**30])
def test_no_such_band_is_404_in_the_error_shape(client, band_id):
    answer = client.get(f"/api/bands/{band_id}")
    assert answer.status_code == 404
    assert answer.json() == {
        "statusCode": 404,
        "message": "밴드를 찾을 수 없습니다.",
        "code": "band_not_found",
    }


def test_hidden_bands_are_404_too(client):
    hidden, gone = shelve("가", published=False), shelve("나")
    services.delete_bands(bands=Band.objects.filter(pk=gone.pk), now=now())
    for band in (hidden, gone):
        assert client.get(f"/api/bands/{band.pk}").status_code == 404


def test_keywords_narrow_the_list_and_may_be_given_twice(client):
    shelve("가", keywords=["포크", "밤"])
    shelve("나", keywords=["포크"])
    night = Keyword.objects.get(keyword="밤").pk
    assert names(client, "/api/bands?keyword=포크") == ["가", "나"]
    assert names(client, f"/api/bands?keyword=포크&keyword={night}") == ["가"]
    assert names(client, "/api/bands?keyword=없는말") == []


def test_empty_parameters_are_as_good_as_none(client):
    shelve("가")
    assert names(client, "/api/bands?query=&keyword=&cursor=") == ["가"]
    assert payload(client, "/api/keywords?facet=")["keywords"]


def test_the_cursor_leads_through_the_whole_list(client):
    for name in "가나다":
        shelve(name)
    first = payload(client, "/api/bands?limit=2")
    rest = payload(client, f"/api/bands?limit=2&cursor={first['next']}")
    assert [band["bandName"] for band in first["bands"] + rest["bands"]] == ["가", "나", "다"]
    assert rest["next"] is None


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("cursor=x", "bad_cursor"),
        ("limit=0", "invalid"),
        ("limit=101", "invalid"),
        ("limit=x", "invalid"),
        ("query=%00", "invalid"),
        (f"query={'a' * 101}", "invalid"),
        ("&".join(["keyword=a"] * 21), "invalid"),
    ],
)
def test_what_cannot_be_asked_is_400_in_the_error_shape(client, query, code):
    answer = client.get(f"/api/bands?{query}")
    assert answer.status_code == 400
    assert (answer.json()["statusCode"], answer.json()["code"]) == (400, code)


def test_the_vocabulary_with_its_counts(client):
    """CONTRACT D51, A12."""
    shelve("가", keywords=["포크"])
    words = payload(client, "/api/keywords?facet=genre")["keywords"]
    assert [(word["keyword"], word["bandCount"]) for word in words] == [
        ("포크", 1),
        ("슈게이징", 0),
    ]
    assert list(words[0]) == ["keywordId", "keyword", "english", "facet", "bandCount"]
    assert client.get("/api/keywords?facet=colour").status_code == 400


@pytest.mark.parametrize("path", ["/api/keywords", "/api/bands/{}"])
def test_an_answer_that_the_client_has_is_304(client, path):
    band = shelve("가", description="글")
    path = path.format(band.pk)
    etag = client.get(path)["ETag"]
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304

    Keyword.objects.create(keyword="새 말", facet="mood")
    BandDescription.objects.filter(band=band).update(text="새 글")

    assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("path", ["/api/bands", "/api/bands/1", "/api/keywords"])
def test_reading_needs_no_token_but_a_bad_one_is_refused(client, path):
    shelve("가")
    assert client.get(path).status_code != 401
    assert client.get(path, headers={"Authorization": "Bearer x.y.z"}).status_code == 401
    assert client.post(path).status_code in (401, 403, 405)


def test_an_answer_costs_the_same_for_three_bands_or_thirty(client, django_assert_num_queries):
    for number in range(3):
        shelve(f"소리 {number}", keywords=["포크", "밤"], track="노래")
    with django_assert_num_queries(6):  # words given, words named, any name, bands, words, names
        client.get("/api/bands?query=소리&keyword=포크")
    for number in range(3, 20):
        shelve(f"소리 {number}", keywords=["포크"], track="노래")
    with django_assert_num_queries(6):
        client.get("/api/bands?query=소리&keyword=포크")
    address = f"/api/bands/{Band.objects.latest('pk').pk}"
    with django_assert_num_queries(3):
        client.get(address)
    with django_assert_num_queries(1):
        client.get("/api/keywords")
