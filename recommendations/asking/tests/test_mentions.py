"""Named bands are found first, however they are spelt (CONTRACT R34, R52)."""

import pytest

from recommendations.asking.slips import distance
from recommendations.asking.tests.shelf import named, read, stances


@pytest.mark.parametrize(
    "text",
    [
        "실리카겔은 좋아",
        "실리카겔이랑 비슷한",
        "silica gel처럼",
        "SilicaGel 좋아해",
        "요즘실리카겔만듣는다",
        "실리까겔 같은 밴드",
        "실리카켈 좋아해",
    ],
)
def test_a_name_is_found_however_it_is_typed(text):
    assert named(text) == ["실리카겔"]


def test_the_other_keyboard_layout_is_read_too():
    assert stances("tlfflzkrpf whgdk") == {"실리카겔": "like"}


def test_the_longest_name_wins():
    assert named("장기하와 얼굴들 노래") == ["장기하와 얼굴들"]
    assert named("에피톤 프로젝트처럼") == ["에피톤 프로젝트"]
    assert read("에피톤 프로잭트처럼").heard[0].mention.said == "에피톤 프로잭트"


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("아침 같은 밴드", "아침"),
        ("'아침' 좋아해", "아침"),
        ("밴드 아침 노래", "아침"),
        ("못 노래 좋더라", "못"),
        ("혁오랑 못 좋아해", "못"),
        ("치즈 좋아해", "치즈"),
        ("치즈 같은 달달한 노래", "치즈"),
        ("이랑 노래처럼", "이랑"),
        ("가을방학 좋아", "가을방학"),
        ("I love the band Sweater", "스웨터"),
    ],
)
def test_a_word_of_every_day_is_a_band_where_its_surroundings_say_so(text, band):
    assert band in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "아침에 듣기 좋은 노래",
        "못 듣겠어",
        "치즈 먹으면서",
        "실리카겔이랑 놀자",
        "가을 방학 때 들을 노래",
        "밴드 다섯 곡 추천해줘",
        "a warm sweater and tea",
    ],
)
def test_elsewhere_it_is_a_word_of_every_day(text):
    assert not set(named(text)) & {"아침", "못", "치즈", "이랑", "가을방학", "다섯", "스웨터"}


def test_a_short_name_is_not_guessed_at():
    assert named("혁어 좋아") == []


def test_text_without_a_name_names_nobody():
    for text in ("", "...", "ㅁㄴㅇㄹ", "🎸", "a" * 5000):
        assert named(text) == []


def test_strokes_swapped_are_one_slip():
    assert distance("ㄱㅏㄴ", "ㄱㄴㅏ", 2) == 1
    assert distance("ㄱㅏㄴㄷㅏ", "ㅁㅗㅂㅜㅅ", 1) == 2
