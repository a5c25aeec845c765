"""Acts that may be one, by what they are called (FEATURES 65)."""

import random
import time

import pytest

from bands import catalogue_file
from bands.duplicates.romanise import latin, skeleton
from bands.duplicates.spelling import Alike, Name, Reason, alike, bare, one_slip

SYLLABLES = "가나다라마바사아자차카타파하고노도로모보소오조초코토포호구누두루무부수우"


def found(*names: str) -> list[tuple[Reason, int, int]]:
    """Acts 1, 2, …; a name with a slash has another behind it."""
    spelled = [
        Name(number, text, text == spellings.split("/")[0])
        for number, spellings in enumerate(names, start=1)
        for text in spellings.split("/")
    ]
    return [(one.reason, one.a, one.b) for one in alike(spelled)]


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (("실리카겔", "실리카 겔"), Reason.NAME),
        (("혁오", "밴드 혁오"), Reason.NAME),
        (("The Bowls", "BOWLS"), Reason.NAME),
        (("검정치마", "조휴일/검정치마"), Reason.ALIAS),
        (("실리카겔", "실리카갤"), Reason.SLIP),
        (("Silica Gel", "Slica Gel"), Reason.SLIP),
        (("실리카겔", "Silica Gel"), Reason.SOUND),
        (("페퍼톤스", "Peppertones"), Reason.SOUND),
        (("국카스텐", "Guckkasten"), Reason.SOUND),
    ],
)
def test_one_act_under_two_names_is_found(names, reason):
    assert found(*names) == [(reason, 1, 2)]


@pytest.mark.parametrize(
    "names",
    [
        ("실리카겔", "쏜애플"),
        ("밴드 1", "밴드 2"),
        ("이름난 밴드 12", "이름난 밴드 13"),
        ("새소년", "소년"),
        ("한로로", "한희정"),
        ("혁오", "현오"),  # too short: one stroke from many
        ("!!!", "???"),
    ],
)
def test_two_acts_are_left_alone(names):
    assert found(*names) == []


def test_a_pair_comes_once_with_its_best_reason():
    seven = [Name(7, "실리카겔", True), Name(7, "Silica Gel", False)]
    [pair] = alike([*seven, Name(3, "실리카겔", True)])
    assert pair == Alike(3, 7, Reason.NAME, 1.0, ("실리카겔", "실리카겔"))


def test_the_likeliest_come_first():
    names = ("실리카겔", "실리카갤", "쏜애플", "쏜 애플")
    assert [reason for reason, _a, _b in found(*names)] == [Reason.NAME, Reason.SLIP]


@pytest.mark.parametrize(
    ("a", "b", "is_one"),
    [
        ("abcd", "abxd", True),
        ("abcd", "abd", True),
        ("abcd", "abccd", True),
        ("abcd", "abdc", True),
        ("abcd", "badc", False),
        ("abcd", "ab", False),
        ("abcd", "abcd", False),
    ],
)
def test_a_slip_is_one_of_four_things(a, b, is_one):
    assert one_slip(a, b) is one_slip(b, a) is is_one


def test_sounds_meet_across_scripts():
    assert latin("실리카겔") == "silrikagel"
    assert skeleton("실리카겔") == skeleton("Silica Gel") == "slkl"
    assert skeleton("") == skeleton("아이유") == ""


@pytest.mark.parametrize(
    ("text", "core"),
    [("밴드 혁오", "혁오"), ("The Poles", "poles"), ("김창완밴드", "김창완"), ("밴드", "밴드")],
)
def test_what_comes_and_goes_is_not_part_of_a_name(text, core):
    assert bare(text) == core


def test_the_starter_catalogue_gives_hardly_a_false_alarm():
    rows = catalogue_file.read_acts(catalogue_file.STARTER.read_bytes(), form="jsonl").good
    names = [
        Name(number, text, text == act.name)
        for number, act in rows.items()
        for text in (act.name, *sorted(act.aliases))
    ]
    assert len(alike(names)) <= 3


def test_20000_acts_are_compared_in_seconds():
    """No name is compared with all others; quadratic work would take minutes."""
    dice = random.Random(1)
    names = [
        Name(number, "".join(dice.choices(SYLLABLES, k=dice.randint(4, 7))), True)
        for number in range(20_000)
    ]
    began = time.process_time()
    alike(names)
    assert time.process_time() - began < 20


def test_a_crowd_of_one_name_costs_little():
    names = [Name(number, "같은 이름", True) for number in range(2000)]
    assert len(alike(names)) == 1999
