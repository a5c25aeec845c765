"""What a sentence asks of the thread that it stands in, in Korean or English. Pure.

더 조용한 걸로 changes what was wished for, 다른 거 보여줘 leaves out what was shown, 그 두 번째
밴드 points at a band, 처음부터 다시 forgets it all. What is left is read like any sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_RESTART = re.compile(
    r"처음부터\s*(?:다시|새로)|^\s*처음부터(?=[\s.!]*$|\s*(?:할|하))|다시\s*시작|새로\s*(?:시작"
    r"|물어)"
    r"|리셋|초기화|(?:다|전부|모두)\s*(?:잊어|지우|지워|취소)|아예\s*다른"
    r"|다른\s*(?:거|걸|것|질문)[가-힣]?\s*(?:좀\s*|하나\s*)?물어"
    r"|\bstart(?:ing)?\s+(?:over|again|afresh)\b|\bbegin again\b|\bfrom scratch\b|\breset\b"
    r"|\bforget (?:it|that|everything|all)\b|\bnew (?:question|search)\b|\bnever ?mind\b",
    re.I,
)
_AFTER_RESTART = re.compile(
    r"(?:(?:해|볼|봐|할|하)?\s*(?:줘|주세요|볼래|볼게|볼까|래|게|자|요|죠|고|서)?(?:[\s,.!?~…:;-]+"
    r"|$))?"
    r"(?:(?:please|and|then|now|with)\b[\s,.]*)*",
    re.I,
)
_OTHERS = re.compile(
    r"(?:그거|그것|그건|이거|이것|이건|저거|얘네|걔네|쟤네|(?:그|이|저|방금)\s*(?:밴드|팀|사람)"
    r"|(?:이미|방금|아까|앞에서?)\s*(?:본|나온|들은|보여\s*준)\s*(?:거|것|밴드|팀))"
    r"(?:들)?[은는]?\s*(?:다|전부|모두)?\s*(?:말고|빼고|제외하고|별로야|별로|아니야)"
    r"|^\s*(?:다|전부|모두)\s*(?:별로|아니|싫|들어\s*봤|아는)[가-힣]*"
    r"|(?:또\s*)?다른\s*(?:거|것|걸|밴드|팀|애들|아티스트|가수)[들도은는을를로]*(?:\s*(?:더|또))?"
    r"(?:\s*(?:보여|추천해|알려|들려|찾아)\s*(?:줘|주세요|줄래|봐))?"
    r"|(?:더|또)\s*(?:보여|추천해|추천|알려|들려|찾아)\s*(?:줘|주세요|줄래|봐)?"
    r"|(?:더|또)\s*(?:있|없)(?:어|나|을까|니|어요|나요|냐)"
    r"|나머지[는도]?(?:\s*보여\s*(?:줘|주세요))?|^\s*다음(?:\s*(?:거|것|팀|밴드|으로))?(?=[\s.!]*$)"
    r"|^\s*(?:더|또)(?=[\s.!?]*$)"
    r"|^\s*(?:some |any )?more(?: please| bands| of (?:these|them|those|that))?(?=[\s.!?]*$)"
    r"|\b(?:show|give|find)(?: me)? (?:some |a few )?(?:more|others|other ones)(?: bands)?"
    r"(?=\W*$|\W+but)"
    r"|\b(?:any|some)(?:thing|one|body) else\b|\bwhat else\b|\bnext(?: ones?)?(?=[\s.!?]*$)"
    r"|\b(?:other|different) (?:ones|bands)\b|\bothers\b"
    r"|\bnot (?:those|these|them|that)(?: ones?| bands)?(?=[\s.!?]*$|\s*[,.;]|\s+but\b)",
    re.I,
)
_NUMBERS = ("첫|한|1", "두|둘|2", "세|셋|3", "네|넷|4", "다섯|5")
_ORDINALS = ("first|1st", "second|2nd", "third|3rd", "fourth|4th", "fifth|5th")
_THE = r"(?:(?:그|저|이|아까|방금|위)\s*)*"
_BANDS = r"(?:\s*(?:밴드|팀|가수|아티스트|애|거|것|걸|분))?"
_NOT_OF_BANDS = r"(?!\s*(?:앨범|곡|노래|트랙|가사|질문|대답|줄))"
_AS_BAND = r"(?=\s*(?:밴드|팀|이랑|랑|하고|과|와|처럼|같은|비슷|말고|빼고|은|는|도)|\s*$)"
_PLACES: tuple[tuple[int, re.Pattern[str]], ...] = (
    *(
        (
            place,
            re.compile(
                rf"(?<![가-힣\d]){_THE}(?:{korean})\s*번?째{_NOT_OF_BANDS}{_BANDS}"
                rf"|(?<![가-힣\d]){_THE}{place + 1}\s*번{_AS_BAND}{_BANDS}"
                rf"|\b(?:the )?(?:{english})(?: (?:one|band|act)\b|(?=\W*$))"
                rf"|\b(?:number|no\.?|#)\s*{place + 1}\b",
                re.I,
            ),
        )
        for place, (korean, english) in enumerate(zip(_NUMBERS, _ORDINALS, strict=True))
    ),
    (
        -1,
        re.compile(
            rf"(?<![가-힣]){_THE}(?:마지막|맨\s*(?:아래|밑|끝)|제일\s*(?:아래|밑|끝))(?:에|의"
            rf"|으로)?"
            rf"(?:\s*(?:나온|있는))?{_NOT_OF_BANDS}{_BANDS}|\b(?:the )?last (?:one|band|act)\b",
            re.I,
        ),
    ),
    (
        0,
        re.compile(
            rf"(?<![가-힣])(?:맨|제일|가장)\s*(?:위|앞|처음)(?:에|의)?(?:\s*(?:나온|있는))?{_BANDS}"
            r"|(?<![가-힣])(?:(?:아까|방금)\s*)?(?:그|저|이)\s*(?:밴드|팀|가수)(?!들)"
            r"|\b(?:that|this) (?:band|act|one)\b|\bthe (?:top|former) (?:one|band)\b",
            re.I,
        ),
    ),
)
_ADDS = re.compile(
    r"추가|더해\s*(?:줘|주)|넣어|(?:[가-힣]도|[a-z]도)\s*(?:좀\s*|같이\s*)?(?:있|좋|보여|들려|섞"
    r"|포함)"
    r"|(?<=[가-힣])도[\s.!]*$|\balso\b|\bas well\b|\btoo\b[\s.!]*$|\badd\b|\bplus\b",
    re.I,
)
_CHANGES = re.compile(
    r"(?<![가-힣])(?:더|덜|좀|조금|약간)(?![가-힣])|대신|바꿔|바꾸|(?:걸|거|것|쪽|느낌"
    r"|스타일)(?:으?로)"
    r"|그\s*중|거기서|여기서|이번엔|이번에는|^\s*(?:아니|그럼|그러면|근데|그런데|그리고"
    r"|음+)(?![가-힣])"
    r"|너무|\b(?:more|less|instead|rather|only)\b|^\s*(?:but|and|no|now|ok(?:ay)?|hmm+)\b"
    r"|\b\w{3,}er\b(?= (?:one|band|please)|\W*$)|\ba (?:bit|little)\b",
    re.I,
)
_HINTS = re.compile(r"말고|빼고|빼\s*줘|빼\s*주|제외|\b(?:not|without|no|except)\b", re.I)
_ASKS = re.compile(
    r"추천|알려|찾아|찾는|소개|틀어|들려|있어|있을까|있나|듣고\s*싶|좋아하는데|좋아해|좋아함"
    r"|\b(?:recommend|suggest|looking for|find me|give me|play|i (?:love|like|want|need))\b",
    re.I,
)
# 다 별로야 시끄러워: what is left behind a refusal says what is wrong
_REFUSED = re.compile(r"별로|아니|싫")
_FAULT = re.compile(r"[^.!?]{1,20}(?:서|워|해|어|아|네|다|음|함|요)[.!~ㅠㅜ]*")
_MORE = re.compile(r"(?<![가-힣])(?:더|덜|좀)(?![가-힣])")
_PARTED = re.compile(r"\s+(?=(?:이?랑|하고|과|와|은|는|도|만|처럼|보다|을|를|이|가)(?:\s|$))")
_TOO = re.compile(r"(?:너무|지나치게)\s*|\btoo\s+", re.I)
_WISHES = re.compile(r"싶|줘|주세요|추천|찾|걸로|거로|쪽으로|원해|좋")
_COMPARED = re.compile(r"\b(\w{3,}?)(i?)er\b(?! than)", re.I)
_BASES = re.compile(
    r"bright|calm|cheerful|dark|dreamy|funky|funny|gentle|gloomy|groovy|happy|hard|heavy|jazzy"
    r"|lazy"
    r"|lonely|loud|mellow|moody|noisy|punky|quiet|rough|sad|sexy|silly|soft|sweet|warm|weird"
)


@dataclass(frozen=True)
class Asks:
    """What a sentence asks of its thread.

    rest : what is left to understand; a band that is pointed at stands there by its name
    points : places among the bands of the answer before, -1 the last; once each
    """

    rest: str
    is_restart: bool = False
    wants_others: bool = False
    points: tuple[int, ...] = ()
    adds: bool = False
    changes: bool = False  # says outright that it goes on: 더, 대신, 걸로
    complains: bool = False  # of what was shown, and says what is wrong with it
    hints: bool = False  # what both a question and a word on one may say: 말고
    is_question: bool = False  # asks for bands on its own


def asks(text: str, names: Sequence[str] = ()) -> Asks:
    """Read a sentence for what it asks of its thread; `names` are those of the bands shown."""
    restart = _RESTART.search(text)
    if restart:
        tail = text[restart.end() :]
        after = _AFTER_RESTART.match(tail)
        rest = (text[: restart.start()] + " " + tail[after.end() if after else 0 :]).strip()
        return Asks(_left(rest), is_restart=True)
    rest, points = _pointed(text, names)
    without = rest if points else _OTHERS.sub(" ", rest)
    return Asks(
        rest=_plain(_left(without)),
        wants_others=without != rest,
        points=points,
        adds=bool(_ADDS.search(without)),
        changes=bool(_CHANGES.search(without)),
        complains=not points and _complains(rest, _left(without)),
        hints=bool(_HINTS.search(without)),
        is_question=bool(_ASKS.search(without)),
    )


def _complains(text: str, left: str) -> bool:
    others = _OTHERS.search(text)
    if not others or not _REFUSED.search(others[0]) or _WISHES.search(left) or _MORE.search(left):
        return False
    return _FAULT.fullmatch(left) is not None


def too_much(said: str) -> frozenset[str]:
    """What stands behind a 너무 or a too that complains, a stretch of the sentence each."""
    if _WISHES.search(said):
        return frozenset()
    return frozenset(said[match.end() :] for match in _TOO.finditer(said))


def _pointed(text: str, names: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """The sentence with names for what points at a band, and the places that it points at."""
    points: list[int] = []
    for place, pattern in _PLACES:
        if not names or not pattern.search(text):
            continue
        points.append(place)
        if place < len(names):
            name = f" {names[place]} "
            text = pattern.sub(lambda _match, name=name: name, text)  # type: ignore[misc]
    return _PARTED.sub("", text), tuple(dict.fromkeys(points))


def _left(text: str) -> str:
    """Without what only tied it to what is gone."""
    text = " ".join(text.split()).strip(" ,.!?~…:;-")
    return text if any(character.isalnum() for character in text) else ""


def _plain(text: str) -> str:
    """quieter as quiet: the vocabulary knows words as they stand in a dictionary."""
    return _COMPARED.sub(_base, text)


def _base(match: re.Match[str]) -> str:
    stem = match[1].lower() + ("y" if match[2] else "")
    for base in (stem, f"{stem}e", stem[:-1]):
        if _BASES.fullmatch(base):
            return base
    return match[0]
