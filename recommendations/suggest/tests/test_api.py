"""The recommend endpoint as a mobile developer meets it (CONTRACT D15-D24, D68-D85)."""

import json

import pytest

from config.tests.callers import UNAUTHORIZED, as_member, bearing, claims_of, forged, stranger
from config.tests.world import make_band, make_keyword, make_member
from members.models import Member, MemberKeyword
from recommendations.suggest.models import BandRecommend
from recommendations.suggest.tests.worlds import EXAMPLE, the_example

pytestmark = pytest.mark.django_db

UPDATE = "/api/bands/recommendations/update"
STORED = "/api/bands/recommendations"
CONTRACT_KEYS = ["bandId", "score", "bandName", "imageUrl", "topTrack", "keywords"]

# CONTRACT D68-D78: the answer of the contract's example, letter for letter.
GOLDEN = {
    "statusCode": 200,
    "isSuccess": True,
    "message": "추천 밴드 업데이트 API",
    "payload": {
        "bands": [
            {
                "bandId": 1387,
                "score": 0.6936,
                "bandName": "쏜애플",
                "imageUrl": "https://images.example/1387.jpg",
                "topTrack": {
                    "title": "멸종",
                    "externalUrl": "https://open.spotify.com/track/1387",
                },
                "keywords": ["열정", "몽환"],
            },
            {
                "bandId": 1103,
                "score": 0.6675,
                "bandName": "실리카겔",
                "imageUrl": "https://images.example/1103.jpg",
                "topTrack": {
                    "title": "NO PAIN",
                    "externalUrl": "https://open.spotify.com/track/1103",
                },
                "keywords": ["강렬한", "신나는"],
            },
            {
                "bandId": 962,
                "score": 0.6148,
                "bandName": "라쿠나",
                "imageUrl": "https://images.example/962.jpg",
                "topTrack": None,
                "keywords": ["감성", "서정"],
            },
            {
                "bandId": 754,
                "score": 0.6024,
                "bandName": "혁오",
                "imageUrl": "https://images.example/754.jpg",
                "topTrack": {
                    "title": "Wi-ing Wi-ing",
                    "externalUrl": "https://open.spotify.com/track/754",
                },
                "keywords": ["몽환", "독특한"],
            },
            {
                "bandId": 523,
                "score": 0.5887,
                "bandName": "검정치마",
                "imageUrl": "https://images.example/523.jpg",
                "topTrack": {
                    "title": "EVERYTHING",
                    "externalUrl": "https://open.spotify.com/track/523",
                },
                "keywords": ["감성", "잔잔한"],
            },
        ]
    },
}


@pytest.fixture
def vocabulary():
    """Keyword ids rise in the order in which the example lists them."""
    for word in ("열정", "몽환", "강렬한", "신나는", "감성", "서정", "독특한", "잔잔한"):
        make_keyword(word)


def without_ours(body: dict) -> dict:
    """The contract's part of the answer: our own keys come after it (P5)."""
    bands = [{key: band[key] for key in CONTRACT_KEYS} for band in body["payload"]["bands"]]
    return {**body, "payload": {"bands": bands}}


def test_the_golden_example_comes_out_letter_for_letter(vocabulary):
    """CONTRACT D68-D78, P5: values, order of keys, Korean as it is."""
    answer = as_member(the_example()).post(UPDATE)

    ours = json.dumps(without_ours(answer.json()), ensure_ascii=False)
    assert ours == json.dumps(GOLDEN, ensure_ascii=False)
    assert "추천 밴드 업데이트 API" in answer.content.decode()
    assert list(answer.json()["payload"]["bands"][0])[: len(CONTRACT_KEYS)] == CONTRACT_KEYS


def test_the_list_says_how_it_was_made(vocabulary):
    """CONTRACT P9."""
    meta = as_member(the_example()).post(UPDATE).json()["payload"]["meta"]

    assert (meta["algorithm"], meta["requestedAlgorithm"]) == ("v3", "v3")
    assert (meta["stale"], meta["degraded"]) == (False, [])


def test_each_band_comes_with_its_reasons(vocabulary):
    first = as_member(the_example()).post(UPDATE).json()["payload"]["bands"][0]

    assert first["reasons"]["because"]["bandName"] == "pick-0"
    assert first["reasons"]["sharedKeywords"] == ["몽환"]
    assert first["reasons"]["slot"] == "first"


def test_the_stored_list_is_the_one_that_was_made(vocabulary):
    """CONTRACT P6, D40."""
    client = as_member(the_example())
    made = client.post(UPDATE).json()["payload"]

    stored = client.get(STORED).json()["payload"]

    assert stored["bands"] == made["bands"]
    assert stored["meta"]["generatedAt"] == made["meta"]["generatedAt"]
    assert stored["meta"]["inputsHash"] == made["meta"]["inputsHash"] is not None  # FEATURES N9


def test_before_the_first_update_the_stored_list_is_empty():
    body = as_member(make_member()).get(STORED).json()

    assert body["payload"]["bands"] == []
    assert body["payload"]["meta"]["generatedAt"] is None


@pytest.mark.parametrize(
    ("bands", "keywords", "message", "code"),
    [
        (False, True, "선택한 밴드가 없습니다.", "no_bands_picked"),
        (True, False, "선택한 키워드가 없습니다.", "no_keywords_picked"),
    ],
)
def test_missing_picks_are_a_bad_request(bands, keywords, message, code):
    """CONTRACT D82, D84, D85, P2."""
    member = make_member(
        bands=[make_band()] if bands else [],
        keywords=[make_keyword("몽환")] if keywords else [],
    )

    answer = as_member(member).post(UPDATE)

    assert answer.status_code == 400
    assert answer.json() == {"statusCode": 400, "message": message, "code": code}


def test_without_a_token_nobody_is_let_in():
    """CONTRACT D16, D81, P3."""
    answer = stranger().post(UPDATE)

    assert (answer.status_code, answer.json()) == (401, UNAUTHORIZED)


def test_a_token_of_the_existing_backend_works(vocabulary):
    """CONTRACT D19, D20, D79, D80, P1: `sub`, `role`, `iat`, `exp` and nothing else."""
    member = the_example()

    answer = bearing(forged(claims_of(member))).post(UPDATE)

    assert answer.status_code == 200
    assert answer.json()["payload"]["bands"][0]["bandId"] == EXAMPLE[0][0]


def test_an_unknown_member_is_not_found():
    """CONTRACT D83, P2."""
    member = make_member()
    token = forged(claims_of(member))
    Member.objects.all().delete()

    answer = bearing(token).post(UPDATE)

    assert answer.status_code == 404
    assert answer.json()["message"] == "회원을 찾을 수 없습니다."


def test_a_client_can_ask_for_another_algorithm(vocabulary):
    """CONTRACT A11."""
    payload = as_member(the_example()).post(f"{UPDATE}?algorithm=v1").json()["payload"]

    assert (payload["meta"]["algorithm"], len(payload["bands"])) == ("v1", 3)


def test_an_unknown_algorithm_is_a_bad_request(vocabulary):
    answer = as_member(the_example()).post(f"{UPDATE}?algorithm=best")

    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_algorithm")


def test_a_refusal_keeps_the_old_list(vocabulary):
    """CONTRACT P8."""
    member = the_example()
    client = as_member(member)
    client.post(UPDATE)
    MemberKeyword.objects.all().delete()

    assert client.post(UPDATE).status_code == 400
    assert BandRecommend.objects.filter(member=member).count() == 5


def test_what_a_client_sends_along_changes_nothing(vocabulary):
    """RELIABILITY S15."""
    member = the_example()
    other = make_member("other")
    body = {"memberId": other.pk, "bandId": 1, "score": 1, "priority": 1}

    as_member(member).post(UPDATE, body, content_type="application/json")

    assert not BandRecommend.objects.filter(member=other).exists()


def test_english_clients_read_english_errors():
    answer = as_member(make_member()).post(UPDATE, headers={"Accept-Language": "en"})

    assert answer.json()["message"] == "No band has been picked."


def test_an_update_takes_a_bounded_number_of_queries(vocabulary, django_assert_num_queries):
    """CONTRACT D24: bands, tracks and keywords without a query a band."""
    client = as_member(the_example())
    client.post(UPDATE)

    with django_assert_num_queries(14):  # the member, the experiment, and those of the service
        client.post(UPDATE)
