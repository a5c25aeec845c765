"""What is used of a model's answer, and what is dropped (RELIABILITY S17; CONTRACT O2, O3)."""

import math

import pytest

from recommendations.asking.helping import Idea
from recommendations.asking.llm import checking
from recommendations.asking.llm.checking import Useless, choice_from, understanding_from
from recommendations.asking.llm.tests.provider import MARKUP, UNKNOWN, reading
from recommendations.asking.mentions import possible_mentions
from recommendations.asking.reading import Reading
from recommendations.asking.tests.shelf import LEXICON, WORDS, read

LIKE = {"attitude": "like", "confidence": 0.9}


def understood(text, **parts):
    given = read(text)
    mentions = possible_mentions(Reading(given.said), LEXICON)
    return understanding_from(reading(**parts), given, mentions, WORDS, LEXICON)


def bands(read_so):
    return {one.mention.band_id: str(one.attitude) for one in read_so.heard}


def wanted(read_so):
    return [(tag.word.keyword, tag.led_by) for tag in read_so.wanted]


def test_a_doubtful_name_may_be_read_as_a_band_and_an_unnamed_one_may_not():
    text = "오늘 아침 들을 만한 거"
    assert not read(text).heard
    found, _missing = understood(text, bands=[{"id": 4, **LIKE}, {"id": 1, **LIKE}])
    assert bands(found) == {4: "like"}


def test_keywords_need_a_known_id_and_words_that_were_said():
    rows = [
        {"id": 1, "words": "꿈같은"},
        {"id": 3, "words": "not said"},
        {"id": UNKNOWN, "words": "꿈같은"},
        {"id": True, "words": "꿈같은"},
        {"id": 5, "words": ""},
        {"id": 1, "words": "밴드"},
        "몽환적인",
    ]
    found, _missing = understood("꿈같은 밴드", wanted=rows)
    assert wanted(found) == [("몽환적인", ("꿈같은", "밴드"))]


def test_a_genre_that_the_model_read_is_a_hard_filter():
    found, _missing = understood("쇳소리 나는 거", wanted=[{"id": 4, "words": "쇳소리"}])
    assert found.filters.genres == (4,)


def test_silence_brings_nothing_back_that_is_not_wanted():
    """RELIABILITY S17: a model that leaves a refusal out does not undo it."""
    found, _missing = understood("국카스텐 말고, 신나는 건 싫어")
    assert bands(found) == {2: "dislike"}
    assert found.filters.bands_out == (2,)
    assert [tag.word.keyword for tag in found.unwanted] == ["신나는"]
    assert not found.wanted


def test_what_is_wanted_and_unwanted_at_once_is_unwanted():
    row = [{"id": 1, "words": "꿈같은"}]
    found, _missing = understood("꿈같은 밴드", wanted=row, unwanted=row)
    assert not found.wanted
    assert found.filters.keywords_out == (1,)


def test_no_more_than_five_keywords_are_wanted():
    rows = [{"id": word.keyword_id, "words": "노래"} for word in WORDS]
    found, _missing = understood("노래", wanted=rows)
    assert len(found.wanted) == 5


@pytest.mark.parametrize("sure", [math.nan, math.inf, "0.9", None, True, [0.9]])
def test_a_confidence_that_is_no_number_is_no_feeling(sure):
    found, _missing = understood(
        "실리카겔 어때", bands=[{"id": 1, "attitude": "like", "confidence": sure}]
    )
    assert not found.heard


@pytest.mark.parametrize(("told", "shown"), [(7, 1.0), (-3, 0.5), (0.7, 0.7)])
def test_a_confidence_stays_between_a_half_and_one(told, shown):
    found, _missing = understood(
        "실리카겔 어때", bands=[{"id": 1, "attitude": "like", "confidence": told}]
    )
    assert found.heard[0].confidence == shown


def test_what_is_missing_was_said_and_is_not_in_the_catalogue():
    rows = [
        {"kind": "band", "name": "라디오헤드"},
        {"kind": "band", "name": "Nickelback"},
        {"kind": "band", "name": "실리카겔"},
        {"kind": "planet", "name": "라디오헤드"},
        {"kind": "band", "name": MARKUP},
    ]
    found, missing = understood("라디오헤드 같은 실리카겔", missing=rows)
    assert missing == (Idea("band", "라디오헤드"),)
    assert [one.said for one in found.unmet] == ["라디오헤드"]


@pytest.mark.parametrize(
    "answer",
    [None, 3, "text", [], {}, {"bands": []}, reading(bands={}), reading(feeling="good")],
)
def test_another_shape_is_useless(answer):
    with pytest.raises(Useless):
        understanding_from(answer, read("밤"), [], WORDS, LEXICON)


def test_only_candidates_are_chosen_each_once_and_five_at_most():
    ids = [UNKNOWN, 3, 3, True, "4", None, 1, *range(4, 20)]
    choice = choice_from({"ids": ids, "ideas": []}, {1, 3, *range(4, 20)})
    assert choice.ids == (3, 1, 4, 5, 6)


def test_ideas_are_short_names_without_markup_or_hidden_signs():
    names = [MARKUP, "x" * 61, "라디오\u200b헤드", "a`b", 7, "", "The Smiths", "Blur", "Pulp"]
    rows = [{"kind": "band", "name": name} for name in names]
    choice = choice_from({"ids": [], "ideas": rows}, set())
    assert [idea.name for idea in choice.ideas] == ["라디오헤드", "The Smiths", "Blur"]


def test_as_many_sentences_as_there_were():
    assert checking.sentences_from({"sentences": ["a", "b"]}, 2) == ("a", "b")
    for rows in (["a"], ["a", 2], "ab", None):
        with pytest.raises(Useless):
            checking.sentences_from({"sentences": rows}, 2)
