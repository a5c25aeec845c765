"""An address carries a thread, within bounds, whatever somebody writes into it."""

from urllib.parse import quote

import pytest

from recommendations.asking.address import (
    MOST_BYTES,
    MOST_CHANGES,
    MOST_PARTS,
    MOST_SHOWN,
    MOST_TURNS,
    Asked,
    Thread,
)
from recommendations.asking.reading import MAX_LENGTH

THREAD = Thread((Asked("비 오는 밤", (12,), (34,), (3, 7, 9)), Asked("더 조용한 걸로")), 5)


def test_an_address_is_read_as_it_was_written():
    """FEATURES 45."""
    assert Thread.of(THREAD.query) == THREAD


def test_an_answer_shows_no_more_than_five_bands():
    assert len(Thread.of("q=a&shown=" + ".".join(map(str, range(1, 99)))).last.shown) == MOST_SHOWN
    assert len(THREAD.answered_with(range(1, 99)).last.shown) == MOST_SHOWN


@pytest.mark.parametrize("kind", ["with", "without"])
def test_a_sentence_has_no_more_than_twenty_changes_of_a_kind(kind):
    query = "q=a" + "".join(f"&{kind}={pk}" for pk in range(1, 99))
    asked = Thread.of(query).last
    assert max(len(asked.added), len(asked.without)) == MOST_CHANGES


@pytest.mark.parametrize(
    "value",
    ["x", "-1", "1.5", "9" * 30, "1;DROP TABLE bands_band", "<b>", "\x00", "1'--", "٣", "0x1f", ""],
)
@pytest.mark.parametrize("kind", ["with", "without", "shown"])
def test_what_can_be_no_id_is_left_out(kind, value):
    """RELIABILITY S17."""
    asked = Thread.of(f"q=a&{kind}={quote(value)}").last
    assert {*asked.added, *asked.without, *asked.shown} <= {1, 5}


def test_of_too_many_sentences_the_last_are_read():
    said = Thread.of("q=0" + "".join(f"&then={number}" for number in range(1, 30)))
    assert [asked.text for asked in said.all] == [str(number) for number in range(22, 30)]
    assert len(said.all) == MOST_TURNS


def test_an_address_of_too_many_parts_asks_nothing():
    assert Thread.of("q=a" + "&then=b" * MOST_PARTS) == Thread()


def test_a_new_question_drops_what_was_said_before_it():
    assert [asked.text for asked in Thread.of("q=a&then=b&q=c&then=d").all] == ["c", "d"]


@pytest.mark.parametrize("query", ["", "q=", "q=%20", "q=%00", "then=", "with=3", "c=5"])
def test_an_address_without_words_asks_nothing(query):
    assert Thread.of(query).all == ()


def test_changes_before_the_question_belong_to_it():
    assert Thread.of("without=12&q=a").last == Asked("a", without=(12,))


def test_a_sentence_beyond_what_is_read_is_refused_anywhere_in_the_thread():
    long = "가" * (MAX_LENGTH + 1)
    for texts in ((long,), (long, "더"), ("밤", long)):
        assert Thread(tuple(map(Asked, texts))).is_too_long
    assert not Thread((Asked("가" * MAX_LENGTH),)).is_refused


def test_a_thread_is_full_by_its_number_or_its_bytes():
    assert Thread((Asked("밤"),) * (MOST_TURNS + 1)).is_full
    assert not Thread((Asked("밤"),) * MOST_TURNS).is_full
    wide = Thread((Asked("가" * MAX_LENGTH),) * 2)
    assert len(wide.address) > MOST_BYTES
    assert wide.is_full
    assert not Thread((Asked("가" * MAX_LENGTH),)).is_full


def test_a_keyword_goes_out_and_comes_back():
    asked = Asked("밤")
    assert asked.less(3).more(3) == asked
    assert asked.more(3).less(3) == asked
    assert asked.less(3).less(3).without == (3,)
    assert asked.more(3).more(3).added == (3,)


def test_what_is_written_is_escaped_in_the_address():
    hostile = Thread((Asked('"><script>alert(1)</script>&with=9#'),))
    assert not set("\"<>#' ") & set(hostile.query)
    assert Thread.of(hostile.query) == hostile
