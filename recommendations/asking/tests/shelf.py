"""A few names and words, and what the steps read with them."""

from collections.abc import Callable

from recommendations.asking.cues import Cues, Word
from recommendations.asking.mentions import Lexicon, Name, find_mentions
from recommendations.asking.reading import Reading
from recommendations.asking.understanding import Understanding, understand

NAMES = {
    1: ("실리카겔", "Silica Gel", "실리카 겔"),
    2: ("국카스텐", "Guckkasten"),
    3: ("혁오", "HYUKOH", "혁오밴드"),
    4: ("아침", "Achime", "아침 밴드"),
    5: ("못", "MOT"),
    6: ("치즈", "CHEEZE"),
    7: ("에피톤 프로젝트", "에피톤"),
    8: ("장기하와 얼굴들", "장얼"),
    9: ("가을방학", "가을 방학"),
    10: ("다섯", "밴드 다섯"),
    11: ("이랑", "Lang Lee"),
    12: ("스웨터", "Sweater"),
}
WORDS = (
    Word(1, "몽환적인", "mood", ("dreamy",)),
    Word(2, "신나는", "mood", ("exciting",)),
    Word(3, "잔잔한", "mood", ("calm",)),
    Word(4, "메탈", "genre", ("metal",)),
    Word(5, "포크", "genre", ("folk",)),
    Word(6, "밤", "season", ("night",)),
    Word(7, "비 오는 날", "season", ("rainy day",)),
    Word(8, "아침", "season", ("morning",)),
    Word(9, "강렬한", "mood", ("intense",)),
    Word(10, "우울한", "mood", ("melancholic",)),
    Word(11, "봄", "season", ("spring",)),
)

CUES = Cues.of(WORDS)
LEXICON = Lexicon.of(
    (Name(band_id, text) for band_id, texts in NAMES.items() for text in texts),
    moods=CUES.single_words,
)


def read(text: str, judge: Callable[[str], float] = lambda _text: 0.0) -> Understanding:
    return understand(text, LEXICON, CUES, judge)


def named(text: str) -> list[str]:
    """The first names of the bands that a text names."""
    return [NAMES[one.band_id][0] for one in find_mentions(Reading.of(text), LEXICON)]


def stances(text: str) -> dict[str, str]:
    return {NAMES[one.mention.band_id][0]: str(one.attitude) for one in read(text).heard}


def words(text: str) -> tuple[list[str], list[str]]:
    """(wanted, unwanted) keywords."""
    understood = read(text)
    return (
        [tag.word.keyword for tag in understood.wanted],
        [tag.word.keyword for tag in understood.unwanted],
    )
