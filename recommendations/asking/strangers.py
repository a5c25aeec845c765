"""Names that sound like a band's but are in no catalogue of ours: 라디오헤드 같은 밴드."""

import re
from collections.abc import Sequence

from recommendations.asking.ordinary import is_ordinary
from recommendations.asking.reading import Reading, Span

_LIKENED = re.compile(
    r"(?<![가-힣A-Za-z])(?P<name>[A-Za-z][\w'.]*(?:\s[A-Z][\w'.]*){0,3}|[가-힣]{3,12}?)"
    r"(?:이?랑|하고|와|과)?\s*(?:같은|비슷한|닮은|처럼|스타일|느낌|풍)\s*(?:의\s*)?"
    r"(?=(?:[가-힣A-Za-z]+\s+){0,2}?밴드|가수|그룹|노래|음악|곡|거|것|팀|사운드|뮤지션|아티스트)"
)
_WANTED = re.compile(
    r"(?<![가-힣A-Za-z])(?P<name>[A-Z][\w'.]*(?:\s[A-Z][\w'.]*){0,3}|[가-힣]{3,10}?)\s*"
    r"(?:노래|음악|앨범)?(?:을|를)?\s*(?:추천해|틀어|들려)"
)
_ENGLISH = re.compile(
    r"\b(?:like|similar to|such as|by|recommend(?: me)?|play|reminds me of)\s+"
    r"(?P<name>(?:The |the )?[A-Z][\w'.]*(?:\s(?:[A-Z][\w'.]*|of|the|and|&)){0,4})"
)
_NO_NAME = re.compile(
    r"(?:이런|그런|저런|요런|어떤|우리|저희|지금|오늘|여기|이거|그거|그냥|밴드|노래|음악|누군가|아무거나|분위기|느낌)[가-힣]*"
    r"|좋아[가-힣]*|.*(?:은|는|한|운|을|인|적인|하게|해서|에서|에게|으로|지만|으니|[가-힣]데|어서|지|다가)|I|I'[a-z]+|Korean|Korea|Seoul|English|Hongdae|Indie"
    r"|Something|Some|Please|Give|What|Music|Bands?|Songs?|A|An|My|Me|You|It"
)


def find_strangers(reading: Reading, taken: Sequence[Span]) -> list[str]:
    """Names that nothing was found for, in the order of the text, each once."""
    found = []
    for pattern in (_LIKENED, _ENGLISH, _WANTED):
        for match in pattern.finditer(reading.said):
            name, span = match["name"], Span(*match.span("name"))
            if not any(span.meets(one) for one in taken) and _is_name(name):
                found.append(name)
    return list(dict.fromkeys(found))


def _is_name(text: str) -> bool:
    return _NO_NAME.fullmatch(text) is None and not is_ordinary(text.lower())
