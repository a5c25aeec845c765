"""The ruler of the steps, and the utterances that it is laid on."""

import pytest

from bands import catalogue_file
from recommendations.asking.cues import Cues, Word
from recommendations.asking.evaluation import measuring
from recommendations.asking.evaluation.measuring import Read
from recommendations.asking.evaluation.utterances import Utterance, load
from recommendations.asking.mentions import Lexicon, Name
from recommendations.asking.understanding import understand

ACTS = list(
    catalogue_file.read_acts(catalogue_file.STARTER.read_bytes(), form="jsonl").good.values()
)
WORDS = list(catalogue_file.read_words(catalogue_file.VOCABULARY.read_bytes()).good.values())
NONE = frozenset()
CARRIED = {
    "a": frozenset({"포크", "밤"}),
    "b": frozenset({"포크"}),
    "c": frozenset({"메탈"}),
    "d": frozenset({"밤", "메탈"}),
}


def utterance(**given):
    return Utterance(text="", way="hand", **given)


def test_what_may_be_read_is_neither_right_nor_wrong():
    one = utterance(wanted=frozenset({"밤"}), maybe=frozenset({"포크"}))
    share = measuring.of_wanted([(one, Read({}, frozenset({"밤", "포크", "메탈"}), NONE, NONE))])
    assert (share.right, share.given, share.known) == (1, 2, 1)
    assert share.f1 == pytest.approx(2 / 3)


def test_an_attitude_counts_where_the_band_was_found():
    one = utterance(bands={"a": "like", "b": "dislike", "c": "like"})
    share = measuring.of_attitudes([(one, Read({"a": "like", "b": "like"}, NONE, NONE, NONE))])
    assert (share.right, share.given) == (1, 2)


def test_what_must_not_come_gains_nothing():
    one = utterance(wanted=frozenset({"밤"}), unwanted=frozenset({"메탈"}), bands={"b": "dislike"})
    assert measuring.forbidden(one, CARRIED) == {"b", "c", "d"}
    assert measuring.gains(one, CARRIED) == {"a": 1.0}


def test_likeness_to_a_liked_band_gains():
    assert measuring.gains(utterance(bands={"b": "like"}), CARRIED) == {"a": 2.0}


def test_ndcg_is_1_for_the_best_order_only():
    gain = {"a": 2.0, "b": 1.0}
    assert measuring.ndcg(["a", "b"], gain) == pytest.approx(1)
    assert measuring.ndcg(["b", "a"], gain) < 1
    assert measuring.ndcg(["c"], gain) == 0


def test_every_utterance_speaks_of_the_starter_catalogue():
    words = {word.keyword for word in WORDS}
    bands = {act.key for act in ACTS}
    said = load()
    assert len(said) >= 400
    assert len({one.text for one in said}) == len(said)
    for one in said:
        assert set(one.bands) <= bands, one.text
        assert one.wanted | one.unwanted | one.maybe <= words, one.text


def test_the_test_part_is_large_enough_to_be_scored():
    """Of the sentences of before; those written for the tuning part alone thinned its share."""
    said = load()
    assert sum(one.is_test for one in said) >= 200
    assert 0.1 < sum(one.is_test for one in said) / len(said) < 0.4


@pytest.fixture(scope="module")
def pairs():
    """Every utterance with what is read of it by the starter catalogue."""
    cues = Cues.of(Word(i, w.keyword, w.facet, (w.english,)) for i, w in enumerate(WORDS))
    names = (Name(i, text) for i, act in enumerate(ACTS) for text in (act.name, *act.aliases))
    lexicon = Lexicon.of(names, moods=cues.single_words)
    return [(one, _read(one.text, lexicon, cues)) for one in load()]


def _read(text, lexicon, cues):
    read = understand(text, lexicon, cues, lambda _text: 0.0)
    return Read(
        {ACTS[one.mention.band_id].key: str(one.attitude) for one in read.heard},
        frozenset(tag.word.keyword for tag in read.wanted),
        frozenset(tag.word.keyword for tag in read.unwanted),
        frozenset(str(one.lack) for one in read.unmet),
    )


def test_no_step_falls_behind_its_goal(pairs):
    """Both parts together: docs/asking.md has the figures of each."""
    wanted = measuring.of_wanted(pairs)
    assert measuring.of_mentions(pairs).f1 >= 0.97
    assert measuring.of_attitudes(pairs).precision >= 0.92
    assert wanted.precision >= 0.80
    assert wanted.recall >= 0.75
    assert measuring.of_unwanted(pairs).recall >= 0.90
