"""What a sentence does to the thread that it stands in; nothing here needs a database."""

import pytest

from recommendations.asking.adjusting import Changes
from recommendations.asking.attitudes import Attitude
from recommendations.asking.folding import Followed, Move, Turn, fold
from recommendations.asking.followups import asks
from recommendations.asking.reading import MAX_LENGTH
from recommendations.asking.tests.shelf import NAMES, WORDS, read

FIRST_NAMES = {band_id: names[0] for band_id, names in NAMES.items()}
SHOWN = (2, 3, 6, 8, 9)


def thread(*texts: str, shown: tuple[int, ...] = SHOWN, **last) -> Followed:
    """The last of these sentences; each of the others was answered with `shown`."""
    turns = [*(Turn(text, shown=shown) for text in texts[:-1]), Turn(texts[-1], **last)]
    return fold(turns, read, FIRST_NAMES, WORDS)[-1]


def wanted(followed: Followed) -> list[str]:
    return [tag.word.keyword for tag in followed.understood.wanted]


def unwanted(followed: Followed) -> list[str]:
    return [tag.word.keyword for tag in followed.understood.unwanted]


@pytest.mark.parametrize(
    ("first", "then", "left"),
    [
        ("비 오는 밤에 신나는 밴드", "더 조용한 걸로", ["밤", "비 오는 날", "잔잔한"]),
        ("신나는 포크", "좀 더 차분하게", ["포크", "잔잔한"]),
        ("something exciting at night", "quieter please", ["밤", "잔잔한"]),
        ("exciting folk", "make it more calm", ["포크", "잔잔한"]),
        ("잔잔한 포크", "메탈로 바꿔줘", ["메탈"]),
        ("잔잔한 밴드", "신나는 걸로", ["신나는"]),
        ("아침에 듣는 포크", "밤에 듣기 좋은 거", ["포크", "밤"]),
        ("몽환적인 밴드", "포크", ["몽환적인", "포크"]),
    ],
)
def test_a_follow_up_keeps_the_wish_and_exchanges_what_it_contradicts(first, then, left):
    """FEATURES 45."""
    followed = thread(first, then)
    assert followed.move is Move.CHANGED
    assert sorted(wanted(followed)) == sorted(left)


def test_what_is_asked_for_more_leads_until_something_else_does():
    """FEATURES 45."""

    def leading(*texts):
        tags = thread(*texts).understood.wanted
        return [tag.word.keyword for tag in tags if tag.leads]

    assert leading("몽환적인 비 오는 밤", "더 조용한 걸로") == ["잔잔한"]
    assert leading("몽환적인 비 오는 밤", "더 조용한 걸로", "다른 거 보여줘") == ["잔잔한"]
    assert leading("몽환적인 비 오는 밤", "더 조용한 걸로", "더 우울한 걸로") == ["우울한"]
    assert leading("몽환적인 비 오는 밤", "포크도 추가해줘") == []


@pytest.mark.parametrize("then", ["메탈도 추가해줘", "메탈도", "add metal as well"])
def test_what_is_added_takes_nothing_away(then):
    followed = thread("잔잔한 포크", then)
    assert wanted(followed) == ["잔잔한", "포크", "메탈"]
    assert set(followed.understood.filters.genres) == {4, 5}


@pytest.mark.parametrize(
    ("then", "out"),
    [
        ("우울한 건 빼줘", "우울한"),
        ("덜 우울한 걸로", "우울한"),
        ("너무 우울해", "우울한"),
        ("less melancholic", "우울한"),
        ("too melancholic", "우울한"),
    ],
)
def test_what_is_too_much_is_wanted_no_longer(then, out):
    followed = thread("우울한 밤", then)
    assert (wanted(followed), unwanted(followed)) == (["밤"], [out])
    assert followed.move is Move.CHANGED


@pytest.mark.parametrize(
    ("then", "band"),
    [
        ("그 두 번째 밴드 비슷한 거", 3),
        ("첫 번째랑 비슷한 팀", 2),
        ("두번째 같은 밴드", 3),
        ("마지막 밴드 같은 거", 9),
        ("마지막에 나온 팀이랑 비슷한 걸로", 9),
        ("아까 그 밴드 비슷한 거", 2),
        ("3번 밴드처럼", 6),
        ("more like the second one", 3),
        ("something like the last one", 9),
        ("similar to the first band", 2),
        ("number 4 was nice", 8),
        ("맨 위에 있는 밴드 느낌으로", 2),
    ],
)
def test_a_band_that_was_shown_can_be_pointed_at(then, band):
    followed = thread("몽환적인 밴드", then)
    assert (followed.move, followed.pointed) == (Move.ALIKE, (band,))
    assert band in {one.mention.band_id for one in followed.understood.heard}
    assert wanted(followed) == []


def test_pointing_keeps_what_was_not_wanted_and_takes_new_words():
    followed = thread("몽환적인 밴드, 실리카겔은 말고", "세 번째 비슷한데 더 조용한 거")
    assert wanted(followed) == ["잔잔한"]
    assert followed.understood.filters.bands_out == (1,)


def test_a_band_that_was_shown_can_be_refused():
    followed = thread("몽환적인 밴드", "두 번째 밴드는 별로야")
    assert (followed.move, wanted(followed)) == (Move.CHANGED, ["몽환적인"])
    assert followed.understood.filters.bands_out == (3,)


def test_a_place_where_nothing_was_shown_changes_nothing_and_is_told():
    followed = thread("몽환적인 밴드", "다섯 번째 밴드 비슷한 거", shown=(2, 3))
    assert (followed.missing, followed.pointed) == ((4,), ())
    assert wanted(followed) == ["몽환적인"]


@pytest.mark.parametrize("text", ["두 번째 앨범이 좋아", "2번 들었어", "그 노래", "한번 들어볼게"])
def test_what_counts_no_bands_points_at_none(text):
    assert asks(text, ["가", "나"]).points == ()


@pytest.mark.parametrize(
    "then",
    [
        *("다른 거 보여줘", "그거 말고", "더 보여줘", "또 있어?", "다른 밴드도 추천해줘", "더"),
        *("more", "show me more", "anything else?", "not those", "what else", "그것들은 다 별로"),
    ],
)
def test_others_are_the_same_wish_without_what_was_shown(then):
    followed = thread("몽환적인 포크", then)
    assert (followed.move, wanted(followed)) == (Move.OTHERS, ["몽환적인", "포크"])
    assert followed.understood.filters.bands_out == SHOWN
    assert followed.left_out == 5


@pytest.mark.parametrize(
    ("then", "left", "out"),
    [
        ("다 별로야, 우울해", ["포크"], ["우울한"]),
        ("그건 별로야 우울해서", ["포크"], ["우울한"]),
        ("not those melancholic ones", ["포크"], ["우울한"]),
        ("다 별로야, 더 우울한 거", ["우울한", "포크"], []),
        ("다 별로야, 우울한 걸로", ["우울한", "포크"], []),
    ],
)
def test_a_word_of_complaint_about_what_was_shown_is_no_wish(then, left, out):
    followed = thread("우울한 포크", then)
    assert (sorted(wanted(followed)), unwanted(followed)) == (left, out)


def test_others_of_others_leave_out_all_that_was_shown():
    turns = [Turn("몽환적인 밴드", shown=(1, 2)), Turn("더 보여줘", shown=(3, 4)), Turn("더")]
    last = fold(turns, read, FIRST_NAMES, WORDS)[-1]
    assert last.understood.filters.bands_out == (1, 2, 3, 4)
    last = fold([*turns, Turn("좀 더 잔잔한 걸로")], read, FIRST_NAMES, WORDS)[-1]
    assert last.understood.filters.bands_out == (1, 2, 3, 4)


def test_others_may_be_wished_for_differently():
    followed = thread("신나는 포크", "그거 말고 더 조용한 거")
    assert (followed.move, sorted(wanted(followed))) == (Move.OTHERS, ["잔잔한", "포크"])


@pytest.mark.parametrize(
    ("then", "left"),
    [
        ("처음부터 다시", []),
        ("다시 시작할래", []),
        ("처음부터 다시, 신나는 밴드", ["신나는"]),
        ("start over", []),
        ("forget that, dreamy bands please", ["몽환적인"]),
    ],
)
def test_who_starts_over_brings_nothing_along(then, left):
    followed = thread("포크, 실리카겔은 말고", then)
    assert (followed.move, wanted(followed)) == (Move.RESTART, left)
    assert (followed.understood.filters.bands_out, followed.seen) == ((), ())
    assert followed.understood.said == "" or left


@pytest.mark.parametrize(
    "then",
    ["실리카겔 좋아해. 비슷한 밴드, 근데 국카스텐은 말고", "신나는 밴드 추천해줘", "ㅁㄴㅇㄹ"],
)
def test_a_question_of_its_own_begins_anew(then):
    followed = thread("잔잔한 포크", then)
    assert followed.move is Move.FRESH
    assert not {"잔잔한", "포크"} & {*wanted(followed)}


def test_the_words_of_what_is_gone_are_not_heard_any_more():
    followed = thread("비 오는 밤에 신나는 밴드", "더 조용한 걸로")
    assert followed.understood.said == "비 오는 밤에 밴드 더 조용한 걸로"
    assert [word.keyword for word in followed.dropped] == ["신나는"]


def test_what_was_put_right_by_hand_stays_and_can_be_said_again():
    turns = [
        Turn("몽환적인 포크", Changes(without=(5,), added=(6,))),
        Turn("더 조용한 걸로"),
    ]
    last = fold(turns, read, FIRST_NAMES, WORDS)[-1]
    assert wanted(last) == ["몽환적인", "밤", "잔잔한"]
    last = fold([*turns, Turn("포크도 추가해줘")], read, FIRST_NAMES, WORDS)[-1]
    assert "포크" in wanted(last)


def test_there_are_never_more_than_five_keywords_and_the_oldest_goes():
    """CONTRACT S41."""
    first = "몽환적인 잔잔한 우울한 포크 밤"
    followed = thread(first, "비 오는 날도 추가해줘")
    assert len(wanted(followed)) == 5
    assert wanted(followed)[-1] == "비 오는 날"
    assert len(followed.dropped) == 1


def test_a_band_to_go_by_takes_the_place_of_the_one_before():
    followed = thread("실리카겔 비슷한 밴드", "혁오 느낌으로")
    assert followed.understood.banded(Attitude.LIKE) == (3,)
    followed = thread("실리카겔 비슷한 밴드", "혁오도 추가해줘")
    assert {one.mention.band_id for one in followed.understood.heard} == {1, 3}


def test_what_brings_nothing_new_says_so():
    followed = thread("몽환적인 포크", "좀 더 그윽한 걸로")
    assert (followed.move, followed.is_unread) == (Move.CHANGED, True)
    assert wanted(followed) == ["몽환적인", "포크"]


def test_a_long_thread_stays_within_what_is_read():
    followed = thread("몽환적인 " * 90, "조용한 걸로 " * 60)
    assert len(followed.understood.said) <= MAX_LENGTH
