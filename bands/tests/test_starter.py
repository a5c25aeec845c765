"""The starter catalogue keeps what was promised of it."""

import json
from collections import Counter

import pytest

from bands import catalogue_file, hangul

ACTS = catalogue_file.read_acts(catalogue_file.STARTER.read_bytes(), form="jsonl")
WORDS = catalogue_file.read_words(catalogue_file.VOCABULARY.read_bytes())
FACETS = {word.keyword: word.facet for word in WORDS.good.values()}
PAIRS = [
    json.loads(line)
    for line in (catalogue_file.FOLDER / "golden_pairs.jsonl").read_text().splitlines()
]
RUN = 25  # characters that no two descriptions share

acts = pytest.mark.parametrize("act", ACTS.good.values(), ids=lambda act: act.key)


def runs(text: str) -> set[str]:
    return {text[start : start + RUN] for start in range(len(text) - RUN + 1)}


def test_every_line_can_be_read():
    assert not ACTS.errors
    assert not WORDS.errors


def test_there_are_enough_acts_and_words():
    assert len(ACTS.good) >= 240
    assert 60 <= len(FACETS) <= 100
    assert set(Counter(FACETS.values())) == {"genre", "mood", "situation", "sound", "season"}


def test_names_are_unique():
    names = [hangul.folded(act.name) for act in ACTS.good.values()]
    assert [name for name, times in Counter(names).items() if times > 1] == []


@acts
def test_an_act_says_enough_and_not_too_much(act):
    assert 150 <= len(act.description) <= 400
    assert 60 <= len(act.description_en) <= 300
    assert act.name not in act.description
    assert act.aliases


@acts
def test_an_act_has_words_of_the_vocabulary_a_genre_and_a_mood_among_them(act):
    assert 4 <= len(act.keywords) <= 8
    assert {"genre", "mood"} <= {FACETS[word] for word in act.keywords}


def test_no_two_descriptions_share_a_run():
    seen: dict[str, str] = {}
    for act in ACTS.good.values():
        for run in runs(act.description):
            assert seen.setdefault(run, act.key) == act.key


def test_no_two_descriptions_begin_alike():
    openings = Counter(act.description[:12] for act in ACTS.good.values())
    assert max(openings.values()) == 1


def test_the_vocabulary_is_used():
    used = Counter(word for act in ACTS.good.values() for word in act.keywords)
    assert sum(times >= 3 for times in used.values()) >= 55
    assert set(used) == set(FACETS)


def test_golden_pairs_name_acts_of_the_starter():
    keys = {act.key for act in ACTS.good.values()}
    assert {pair[side] for pair in PAIRS for side in ("a", "b")} <= keys


def test_there_are_enough_golden_pairs():
    near = Counter(pair["near"] for pair in PAIRS)
    assert near[True] >= 80
    assert near[False] >= 40
    assert len({frozenset((pair["a"], pair["b"])) for pair in PAIRS}) == len(PAIRS)
