"""Hangul names as people spell them in Latin letters (FEATURES N11)."""

import pytest

from bands.romanised import romanised, sounds_like
from bands.search import search_bands
from bands.tests.shelf import shelve


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("실리카겔", "sillikagel"),
        ("가을방학", "gaeulbanghak"),
        ("혁오", "hyeogo"),
        ("옥상달빛", "oksangdalbit"),
        ("좋아서", "joaseo"),
        ("값이", "gapsi"),
        ("9와 숫자들", "9wasutjadeul"),
    ],
)
def test_syllables_are_spelt_out_by_revised_romanization(name, spelt):
    assert romanised(name) == spelt


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("hyukoh", "혁오"),
        ("jannabi", "잔나비"),
        ("Se So Neon", "새소년"),
        ("unnine ibalgwan", "언니네 이발관"),
        ("pureunsaebyuk", "푸른새벽"),
        ("jang kiha", "장기하와 얼굴들"),
    ],
)
def test_spellings_that_sound_alike_are_one(query, name):
    assert sounds_like(query, name)


@pytest.mark.parametrize(
    ("query", "name"), [("ibalgwan", "언니네 이발관"), ("mot", "못"), ("", "숨")]
)
def test_neither_the_middle_of_a_name_nor_a_short_sound_is_enough(query, name):
    assert not sounds_like(query, name)


@pytest.mark.django_db
def test_a_name_without_a_latin_alias_is_found_by_how_it_sounds():
    shelve("가을방학")
    shelve("가을")
    found = search_bands("gaeul banghak").bands
    assert [band.name for band in found] == ["가을방학"]


@pytest.mark.django_db
def test_a_name_that_is_written_so_comes_alone():
    shelve("혁오", "HYUKOH")
    shelve("혁오른쪽")
    assert [band.name for band in search_bands("hyukoh").bands] == ["혁오"]
