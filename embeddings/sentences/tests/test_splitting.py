"""Sentences are cut where readers would cut them, and stand in the text as they are (N1)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.sentences.splitting import LONGEST, MOST, sentences


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        (
            "기타가 안개처럼 번져요. 드럼은 서두르지 않는다! 정말 그럴까?",
            ["기타가 안개처럼 번져요.", "드럼은 서두르지 않는다!"],
        ),
        (
            "Guitars spread like fog. A low voice walks above them.",
            ["Guitars spread like fog.", "A low voice walks above them."],
        ),
        (
            "그는 “이제 시작이에요.” 라고 말했다. 앨범은 3.5점을 받았다고 한다.",
            ["그는 “이제 시작이에요.”", "앨범은 3.5점을 받았다고 한다."],
        ),
        (
            "They grew up on R.E.M. and the Smiths. J. Kim sings, feat. nobody else.",
            ["They grew up on R.E.M. and the Smiths.", "J. Kim sings, feat. nobody else."],
        ),
        (
            "첫 줄에는 마침표가 없어요\n둘째 줄에도 마침표가 없어요",
            ["첫 줄에는 마침표가 없어요", "둘째 줄에도 마침표가 없어요"],
        ),
        ("한 문장만 있는 소개글이에요.", []),
        ("", []),
    ],
)
def test_a_text_is_cut_into_its_sentences(text, cut):
    assert [one.text for one in sentences(text)] == cut


def test_at_most_so_many_are_looked_at_and_none_that_is_too_long():
    long = "아주 긴 문장이 끝나지 않고 이어진다 " * 20 + "."

    assert len(long) > LONGEST
    assert len(sentences(f"{long} " + "짧은 문장이 여기에 있다. " * 30)) == MOST


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text(alphabet="가나다라마바사아 abcDEF.!?…\n“”’)3 ", max_size=120))
def test_every_sentence_stands_in_the_text_and_none_overlap(text):
    ends = 0
    for one in sentences(text):
        assert text[one.start : one.end] == one.text == one.text.strip()
        assert one.start >= ends
        ends = one.end
