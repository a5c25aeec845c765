"""Finding bands (FEATURES N11)."""

from pathlib import Path

import pytest
from django.db import connection
from django.utils.timezone import now
from hypothesis import given
from hypothesis import strategies as st

from bands import search, services
from bands.models import Band, BandName, Keyword
from bands.search import BadCursor, keywords_given, search_bands, vocabulary, words_named
from bands.tests.shelf import load_starter, shelve

pytestmark = pytest.mark.django_db

GOLDEN = Path(__file__).with_name("golden_queries.tsv")


def found(query: str, **options) -> list[str]:
    return [band.name for band in search_bands(query, **options).bands]


def test_people_find_the_band_they_mean():
    """144 queries over the starter catalogue, ambiguous 초성 among them."""
    load_starter()
    lines = GOLDEN.read_text().splitlines()
    golden = [line.split("\t") for line in lines if line and not line.startswith("#")]
    answers = [(query, band, found(query, limit=5)) for query, band in golden]

    missed = [(query, names) for query, band, names in answers if band not in names]
    first = sum(names[0] == band for _query, band, names in answers if names)
    assert len(golden) >= 60
    assert not missed
    assert first / len(golden) > 0.97


def test_a_closer_match_comes_first():
    for name in ["달밤의 소리", "소리", "물소리", "소리꾼"]:
        shelve(name)
    assert found("소리") == ["소리", "소리꾼", "물소리", "달밤의 소리"]


def test_a_bands_own_name_comes_before_anothers_alias():
    shelve("가나다", "소리")
    shelve("소리")
    assert found("소리") == ["소리", "가나다"]


def test_a_keyword_lists_its_bands_after_the_names():
    shelve("앞집", keywords=["포크"])
    shelve("포크레인")
    assert found("포크") == ["포크레인", "앞집"]


def test_a_keyword_is_known_in_english_and_by_its_half():
    word = Keyword.objects.create(keyword="알앤비·소울", english="R&B and soul", facet="genre")
    assert words_named("r&b AND soul") == words_named("소울") == [word.pk]
    assert words_named("소") == []


def test_a_guess_is_made_only_when_nothing_matches_as_typed():
    shelve("실리카겔")
    shelve("실리카갤러리")
    assert found("실리카겔") == ["실리카겔"]
    assert found("실리카갤러") == ["실리카갤러리"]
    assert found("실리카걸") == ["실리카겔", "실리카갤러리"]


@pytest.mark.parametrize("query", ["%", "_", "100%", "\\", "'", "a_c", "\x00", "🎸"])
def test_signs_of_the_database_mean_nothing(query):
    shelve("abc")
    assert found(query) in ([], ["abc"] if query == "\x00" else [])


def test_a_name_of_signs_is_found_by_them():
    shelve("!!!", key="chk")
    assert found("!!!") == ["!!!"]


@pytest.mark.parametrize("query", ["", "  ", "\u200b"])
def test_no_query_lists_all_in_one_order(query):
    for name in ["나", "가", "b", "A", "다"]:
        shelve(name)
    assert found(query) == ["A", "b", "가", "나", "다"]


def test_what_a_listener_may_not_see_is_not_found():
    shelve("가", published=False)
    shelve("나")
    services.delete_bands(bands=Band.objects.filter(name="나"), now=now())
    assert found("가") == found("나") == found("") == []


def test_bands_carry_all_the_keywords_asked_for():
    shelve("가", keywords=["포크", "밤"])
    shelve("나", keywords=["포크"])
    folk, night = keywords_given(["포크"]), keywords_given(["밤"])
    assert found("", keyword_ids=folk) == ["가", "나"]
    assert found("", keyword_ids=folk | night) == ["가"]
    assert found("나", keyword_ids=night) == []


def test_keywords_are_given_by_id_or_by_text_and_a_stranger_matches_nothing():
    band = shelve("가", keywords=["포크"])
    folk = band.keywords.get()
    assert keywords_given([str(folk.pk), "포크"]) == {folk.pk}
    assert found("", keyword_ids=keywords_given(["포크", "없는 말"])) == []
    assert found("", keyword_ids=keywords_given(["9" * 40])) == []


def test_a_deleted_keyword_finds_nothing():
    shelve("가", keywords=["포크"])
    folk = keywords_given(["포크"])
    services.delete_keywords(keywords=Keyword.objects.filter(keyword="포크"), now=now())
    assert found("", keyword_ids=folk) == found("포크") == []


@pytest.mark.parametrize("query", ["", "소리", "소맂", "포크"])
def test_pages_put_together_are_the_whole_list(query):
    for number in range(13):
        shelve(f"소리 {number % 5}", keywords=["포크"])
    whole = [band.pk for band in search_bands(query, limit=100).bands]

    pages, after = [], None
    while page := search_bands(query, limit=3, after=after):
        pages += [band.pk for band in page.bands]
        if (after := page.next) is None:
            break

    assert len(whole) == 13
    assert pages == whole


@pytest.mark.parametrize("cursor", ["x", "W10=", "한글", "a:b:c", "\x00", "e" * 5000])
def test_a_cursor_made_by_hand_is_refused(cursor):
    with pytest.raises(BadCursor) as error:
        search_bands("", after=cursor)
    assert (error.value.status, error.value.code) == (400, "bad_cursor")


def test_a_search_costs_the_same_for_three_bands_or_thirty(django_assert_num_queries):
    def read_all() -> None:
        for band in search_bands("소리", limit=50).bands:
            assert band.description.text
            assert [*band.keywords.all(), *band.names.all()]

    for number in range(3):
        shelve(f"소리 {number}", keywords=["포크"], description="글")
    with django_assert_num_queries(5):  # words named, any name, bands, words, names
        read_all()
    for number in range(3, 30):
        shelve(f"소리 {number}", keywords=["포크"], description="글")
    with django_assert_num_queries(5):
        read_all()


def test_a_sentence_that_is_no_name_costs_no_cards(django_assert_num_queries):
    shelve("소리")
    with django_assert_num_queries(3):  # words so called, is there a name, is there one like it
        assert not search_bands("겨울밤에 어울리는 쓸쓸한 포크 노래").bands


STROKES = st.text("abcㄱㅏㄴ", min_size=1, max_size=20)


@given(STROKES, STROKES)
def test_a_name_that_is_passed_over_for_its_length_is_never_similar(query, name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT similarity(%s, %s)", [query, name])
        similarity = cursor.fetchone()[0]
    assert similarity < search.SIMILAR or len(name) >= search._least_strokes(query)


def shelve_thousands() -> None:
    """20,000 bands with names of random strokes."""
    letters = "'0123456789abcdef', 'ㄱㄴㄷㄹㅁㅂㅅㅇㅏㅓㅗㅜㅡㅣㅔㅐ'"
    strokes = f"substr(translate(md5({{0}}::text), {letters}), 1, {{1}})"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO band (key, name, kind, image_url, is_published)"
            " SELECT n, n, 'band', '', true FROM generate_series(1, 20000) n"
        )
        cursor.execute(
            "INSERT INTO band_name (band_id, text, is_primary, folded, jamo, initials)"
            f" SELECT id, name, true, {strokes.format('id', 4)}, {strokes.format('id', 12)},"
            f" {strokes.format('id', 5)} FROM band"
        )
        for key in ("jamo", "initials"):
            cursor.execute(f"SELECT gin_clean_pending_list('band_name_{key}_trgm')")
        cursor.execute("ANALYZE band, band_name")
        cursor.execute("SET LOCAL enable_seqscan = off")


def test_every_way_to_search_has_its_index_among_twenty_thousand():
    shelve_thousands()
    for meant, index in (
        (search._holds("실리카"), "band_name_jamo_trgm"),
        (search._holds("ㅅㄹㅋㄱ"), "band_name_initials_trgm"),
        (search._resembles("실리카갤"), "band_name_jamo_trgm"),
    ):
        assert index in BandName.objects.filter(meant).explain()


def test_the_vocabulary_counts_published_bands():
    shelve("가", keywords=["포크"])
    shelve("나", keywords=["포크", "밤"], published=False)
    assert dict(vocabulary("genre").values_list("keyword", "band_count")) == {
        "포크": 1,
        "슈게이징": 0,
    }
    assert dict(vocabulary().values_list("keyword", "band_count"))["밤"] == 0
