"""What somebody does not want, in the many ways of saying so: one test for each kind of rule."""

import pytest

from recommendations.asking.tests.shelf import read, stances, words


@pytest.mark.parametrize(
    "text",
    [
        *(
            "우울한 노래 말구",
            "우울한 노래 빼 줄래?",
            "우울한 노래를 뺐으면 해",
            "우울한 건 치워줘",
        ),
        *(
            "우울한 노래는 꺼줘",
            "우울한 건 됐습니다",
            "우울한 건 넣어 두세요",
            "우울한 건 건너뛰자",
        ),
        *(
            "우울한 노래 안 돼",
            "우울한 노래는 나중에",
            "우울한 노래는 이제 안녕",
            "우울한 노래 시러",
        ),
        *("우울한 노래 ㄴ", "우울한 노래는 에바야", "우울한 노래 👎", "우울한 노래뿐이네"),
        *("우울한 노래는 절대 아님", "우울한 노래만 아니길", "우울한 노래 추천은 사양"),
        *("우울한 노래는 듣지 않아요", "우울한 노래를 선호하지 않습니다", "우울한 노래에 지쳤어"),
        *("우울한 노래는 손이 안 가", "우울한 노래는 들을 기분이 아니야", "우울한 노래는 충분해"),
        *("우울한 노래를 추천 목록에서 빼줘", "우울한 노래 들으면 더 피곤해"),
        *("왜 자꾸 우울한 노래만 나와", "또 우울한 노래야?", "우울한 노래 꼭 들어야 돼?"),
        *(
            "싫어 우울한 노래",
            "제외: 우울한 노래",
            "안 좋아하는 건 우울한 노래야",
            "노 우울한 노래",
        ),
        *(
            "steer clear of melancholic songs",
            "spare me the melancholic songs",
            "no to melancholic",
        ),
        *("I'm done with melancholic songs", "melancholic? nope", "melancholic songs annoy me"),
        *(
            "don't make it melancholic",
            "I'll pass on melancholic songs",
            "no interest in melancholic",
        ),
    ],
)
def test_a_keyword_is_refused_in_many_words(text):
    assert words(text) == ([], ["우울한"])


@pytest.mark.parametrize(
    "text",
    [
        *(
            "지우고 싶은 기억에 듣는 우울한 노래",
            "누가 들어도 우울한 노래",
            "우울한 노래 빼면 안 돼",
        ),
        *(
            "우울한 노래 아니면 안 들어",
            "우울한 노래 말고는 관심 없어",
            "우울한 노래가 빠지면 섭섭해",
        ),
        *("우울한 노래 실컷 듣고 싶다", "또 듣고 싶은 우울한 노래", "왜 우울한 노래가 좋을까"),
        *("맨날 우울한 노래만 듣는데 추천해줘", "우울한 노래에서 벗어날 수 없어"),
        *("don't forget melancholic songs", "I prefer to listen to melancholic songs"),
    ],
)
def test_what_only_sounds_like_a_refusal_is_none(text):
    assert words(text) == (["우울한"], [])


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("메탈보다는 포크", ["포크"], ["메탈"]),
        ("메탈보다 더 강렬한 밴드", ["메탈", "강렬한"], []),
        ("rather folk than metal", ["포크"], ["메탈"]),
        ("I prefer folk over metal", ["포크"], ["메탈"]),
        ("non-metal folk", ["포크"], ["메탈"]),
    ],
)
def test_what_something_is_preferred_to_is_refused(text, wanted, unwanted):
    assert words(text) == (wanted, unwanted)


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("메탈이든 포크든 다 빼고", [], ["메탈", "포크"]),
        ("메탈은 물론 포크도 싫어", [], ["메탈", "포크"]),
        ("우울하면서 강렬한 건 말고", [], ["우울한", "강렬한"]),
        ("메탈처럼 시끄러운 건 질색", [], ["메탈", "강렬한"]),
        ("메탈이나 포크 같은 시끄러운 건 싫어", [], ["메탈", "포크", "강렬한"]),
    ],
)
def test_a_refusal_is_of_all_that_is_named_in_one_breath(text, wanted, unwanted):
    assert words(text) == (wanted, unwanted)


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("메탈 좋아했는데 이제는 시끄러워서 못 듣겠어", [], ["메탈", "강렬한"]),
        ("메탈은 밤에 듣기 싫어", ["밤"], ["메탈"]),
        ("봄 감성은 싫어", [], ["봄"]),
        ("봄에 듣는데 메탈은 싫어", ["봄"], ["메탈"]),
    ],
)
def test_why_and_when_do_not_take_a_refusal_away(text, wanted, unwanted):
    assert words(text) == (wanted, unwanted)


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("시끄러운거말고조용한거", ["잔잔한"], ["강렬한"]),
        ("메탈빼고포크", ["포크"], ["메탈"]),
        ("메탈말고기타", [], ["메탈"]),
    ],
)
def test_what_is_written_without_a_blank_is_parted_behind_a_refusal(text, wanted, unwanted):
    assert words(text) == (wanted, unwanted)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("혁오 같은 거 말고", "dislike"),
        ("혁오 비슷한 밴드는 이제 질렸어", "dislike"),
        ("혁오 느낌 나는 애들은 빼고", "dislike"),
        ("혁오 같은 시끄러운 밴드는 빼고", "dislike"),
        ("혁오 같은 시끄럽지 않은 밴드", "like"),
        ("혁오같은 시끄럽지 않은 밴드", "like"),
        ("혁오 같은 밴드 추천 좀, 별로 안 유명한 걸로", "like"),
        ("혁오 느낌 나는 애들 추천해줘", "like"),
        ("I don't want bands like Hyukoh", "dislike"),
        ("there is no band like Hyukoh", "like"),
        ("혁오보다 나은 밴드", "neutral"),
    ],
)
def test_a_likeness_may_be_wanted_or_refused(text, stance):
    assert stances(text) == {"혁오": stance}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("솔로 가수는 싫어", "band"),
        ("싱어송라이터는 이제 질렸어", "band"),
        ("no solo acts please", "band"),
        ("솔로 가수 추천해줘", "solo"),
        ("포크 밴드", ""),
    ],
)
def test_who_refuses_solo_acts_gets_none(text, kind):
    assert read(text).filters.kind == kind


def test_what_is_wanted_and_refused_at_once_is_refused():
    understood = read("메탈 추천해줘. 메탈은 싫어")
    assert (understood.wanted, understood.filters.genres) == ((), ())
    assert understood.filters.keywords_out == (4,)
