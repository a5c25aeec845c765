"""What stands around a word that may be a name, and speaks for a band."""

import re

from recommendations.asking.reading import LATIN, Reading, Span

_THING = (
    "밴드|그룹|가수|뮤지션|아티스트|노래|음악|앨범|공연|콘서트|신곡|팬|보컬|곡|음반|신보|라이브"
)
_ALIKE = (
    "밴드|그룹|가수|뮤지션|아티스트|음악|노래|느낌|스타일|거|것|건|걸|게|곡|팀|사운드|결|애들"
    "|목소리"
)
_TOPIC = r"(?:의|은|는|이|가|을|를|도|만|랑|이랑|들의)?"

SURE_BEHIND = re.compile(
    rf"(?:이?라는|이?란)?\s*(?:{_THING})|의\s*(?:{_THING})"
    rf"|\s*(?:같은|비슷한)\s*(?:\S+\s+){{0,2}}?(?:{_ALIKE})"
    r"|(?:이|가)?\s*(?:부른|부르는|만든|연주한)|(?:이?랑|하고|와|과)?\s*(?:비슷|닮)"
    r"|(?:이?라는|이?란)\s*(?:밴드|가수|팀)"
    r"|\s*(?:느낌|스타일|계열|st)(?:\b|의|으로|이)|'s\b|\s+(?:songs?|band|music|albums?|concerts?|fans?)\b",
    re.I,
)
LIKELY_BEHIND = re.compile(
    rf"\s*같은\s+\S+|{_TOPIC}\s*(?:진짜|너무|정말|완전|제일|그냥|좀|다|엄청|많이|자주|요즘|요새|매일)?\s*"
    r"(?:말고|빼고|빼줘|제외|좋아|좋은|좋던|좋더|사랑|최애|싫|별로|질려|질렸|지겨|듣고|듣는|들어|들었|들을|즐겨|추천"
    r"|어때|알아|아세요|취향|팬|최고|미쳤|안\s*(?:듣|들|좋|맞)|못\s*듣|들려|틀어|입문|꽂|빠졌|빠져)"
    r"|(?:처럼|만큼|보다)",
    re.I,
)
BEFORE = re.compile(
    r"(?:밴드|그룹|가수|뮤지션|아티스트|솔로|the band|band called|artist|singer|group)\s*$",
    re.I,
)
ENGLISH_BEFORE = re.compile(
    r"\b(?:like|love|loved|hate|hated|by|from|than|to|except|not|without|and|or|enjoy|adore|no|of)\s+$",
    re.I,
)
ENGLISH_BEHIND = re.compile(r"\s+(?:is|are|was|were|has|have|makes?|sounds?|rocks?)\b", re.I)
QUOTES = {
    "'": "'", '"': '"', "‘": "’", "“": "”", "<": ">", "〈": "〉", "《": "》",
    "「": "」", "『": "』", "[": "]", "`": "`",
}  # fmt: skip


def is_quoted(said: str, span: Span) -> bool:
    before, behind = said[: span.start][-1:], said[span.end :][:1]
    return bool(before) and QUOTES.get(before) == behind


def is_band_for_sure(reading: Reading, span: Span) -> bool:
    """Quoted, called a band, or likened to: enough for any word."""
    behind, before = reading.said[span.end :], reading.said[: span.start]
    return (
        is_quoted(reading.said, span)
        or SURE_BEHIND.match(behind) is not None
        or BEFORE.search(before) is not None
    )


def is_band_likely(reading: Reading, span: Span) -> bool:
    """Liked, left out or listened to: enough for a word that is no mood or season itself."""
    return LIKELY_BEHIND.match(reading.said[span.end :]) is not None


def is_band_at_all(reading: Reading, span: Span) -> bool:
    return is_band_for_sure(reading, span) or is_band_likely(reading, span)


def is_latin_name(reading: Reading, span: Span) -> bool:
    """Latin letters in a Korean sentence, or a capital where English has none."""
    word = reading.said[span.start : span.end]
    if not LATIN.match(word):
        return False
    if reading.is_korean:
        return len(word) > 2 or word.isupper()
    before, behind = reading.said[: span.start], reading.said[span.end :]
    is_object = ENGLISH_BEFORE.search(before) is not None
    is_subject = not before.strip() and ENGLISH_BEHIND.match(behind) is not None
    return word[:1].isupper() and (is_object or is_subject)
