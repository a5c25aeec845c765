"""The words that say whether something is wanted, in Korean and in English.

Each entry is (words, value, where). The words are pieces of regular expressions, a line for each
group; value is 1 for wanted, -1 for not wanted, 0 for what says neither. Of entries that match at
one place the first counts, so what is denied stands before what is said outright.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from recommendations.asking.reading import Span


class Where(Enum):
    """Of what a saying speaks."""

    BEHIND = auto()  # of what stands before it
    TOUCHING = auto()  # the same, but only of what it touches, as 말고 does
    AHEAD = auto()  # of what follows it


@dataclass(frozen=True)
class Saying:
    """A piece of the text that says whether something is wanted."""

    span: Span
    value: int
    where: Where


Entry = tuple[str, int, Where]

ALONE = r"(?<![가-힣])"  # 안 in 동안 denies nothing
NOT = rf"{ALONE}(?:(?:별로|그닥|전혀|그다지|잘)\s*)?(?:안|못)\s*"

PUT = (
    r"(?:넣|틀|섞|담|찾|권하|올리|끼우|고르|골라\s*주|(?:들려|보여|추천해|소개해|알려)?\s*주"
    r"|추천하|소개하|포함하|나오|들리|듣고\s*싶)"
)

# 제가 싫어하는 건 메탈이에요, 싫은 거: 메탈
NAMED_BAD = r"(?:싫어하는|싫은|질색인|(?:못|안)\s*듣는|(?:피하고|빼고)\s*싶은)\s*"
NAMED_GOOD = r"(?:좋아하는|좋은|최애|듣고\s*싶은)\s*"
IN_GENERAL = (
    r"(?:(?:건|것은|게|거는|(?:장르|음악|밴드|노래|스타일)[는은가이])(?=\s)(?!\s*(?:아니|아닌"
    r"|절대))"
    r"|(?:거|것|장르|음악|밴드|노래|스타일)?\s*[:：])"
)

KOREAN: tuple[Entry, ...] = (
    (
        r"말고도 빼고도 뿐만?\s*아니라 (?<!해)외에도 말고\s*(?:또\s*)?(?:다른\s*)?비슷"
        r" 밖에\s*(?:안|못|모르|없) 없으면\s*(?:안|못) 없이(?:는)?\s*못"
        r" 빼놓(?:지|고는)\s*(?:않|말|마|못|안) 빼지\s*(?:말|마|않) 제외하지\s*(?:말|마|않)"
        r" (?:말고|빼고)는?\s*(?:안|못)\s*(?:듣|들)",
        1,
        Where.TOUCHING,
    ),
    (
        r"말고 빼고 빼곤 빼줘 빼\s*주 빼면 뺀 뺄 빼서 빼자 빼는 빼(?=[.!\s]|$) 제외 제끼고"
        r" 거르고 거르 걸러 패스 노노 금지 사절 삭제 이외 (?<!해)외에 대신 아니고 아닌"
        r" 아니라 아니었으면 아니면\s*(?:돼|되|좋|다|아무|상관|뭐든|괜찮) (?<=만)\s*아니면"
        r" (?<=만은)\s*제발(?=[\s.!~ㅠㅜ]*$) ㄴㄴ+ 스킵 손절 아웃(?![가-힣]) 지양 탈락 최소한?으로"
        r" [✕❌] (?<![a-z])\(?[x×]\)?(?=\s*(?:$|[.,!?/])|[^x]*(?<![a-z])\(?[o○]\)?(?![a-z]))"
        rf" 배제 차단 {ALONE}(?:없는|없이|없었으면|없어도|없게) {ALONE}안\s*나(?:오|면|게|는|고|왔)"
        r" (?<![a-z])no(?=[\s.!ㅠㅋ]*$) (?<![a-z])no\s+no(?![a-z])",
        -1,
        Where.TOUCHING,
    ),
    (
        rf"{NOT}(?:싫|미워|질리|질려|질린|나쁘|지겹|지겨|지루)"
        r" 안\s*좋아할\s*수(?:가|는)?\s*없 싫어하는\s*사람(?:이|도)?\s*(?:있|없)"
        r" 면\s*안\s*(?:될까|되나|되니|되겠|돼\??요?\?)"
        r" 싫증\s*(?:이\s*)?안 질리지\s*않 나쁘지\s*않 나쁘진\s*않 부담\s*없",
        1,
        Where.BEHIND,
    ),
    (
        rf"{NOT}(?:좋|듣|들|끌|맞|땡|당기|와닿|사랑|원해|원하|추천|어울|틀|견디|참|불러|부르"
        rf"|넣)"
        rf" (?:(?<=[은는건도]\s)|절대\s*)안\s*(?:돼|되|됨|된다) {ALONE}안\s*(?:내켜|내키)"
        r" (?:별로|그닥|그다지|딱히)\s*(?:싫|나쁘|지루|질리)"
        r" 그닥(?=\s*(?:[.!,~ㅠㅜㅋ…]|이|$)) 글쎄"
        rf" {PUT}지\s*(?:는|도|좀)?\s*(?:마|말|않|못|안\s)"
        r" 듣기\s*(?:가|에)?\s*(?:힘|괴로|거북|불편|버거) 거부감 거북(?=해|하|스) 버거(?=워|웠|운)"
        r" 감당\s*(?:이\s*)?(?:안|못)"
        r" 취향(?:과|이랑|하고)\s*거리 영\s*아(?:니|님|냐) 물리(?=니|네|는|더) 곤란"
        r" (?<=[은는]\s)좀\s*(?:\.{2,}|…)"
        r" 식상 진부 뻔하 뻔해 한물 구식 유행\s*(?:이\s*)?지 (?<![가-힣])철\s*지났 닭살 정\s*떨어"
        r" 졸음운전 졸음이?\s*(?:와|오) 삼가 자제 참아\s*(?:줘|주) 관심\s*밖 흥미(?:가"
        r"|는)?\s*(?:안|없)"
        rf" (?:스타일|타입|결)(?:이|은|는)?\s*(?:전혀\s*)?아(?:니|님|냐)"
        r" (?:들으면|듣다\s*보면|듣고\s*있으면)\s*(?:짜증|화가?\s*나|열\s*받)"
        rf" {ALONE}(?:난|전|나는|저는|지금은|이젠|이제는|이제|요즘은|요샌|요새는)\s*아(?:니|님"
        rf"|냐|닌)"
        r" 듣기\s*싫 꼴도\s*보기\s*싫 싫증 싫 질색 지긋지긋 물렸 물려 물린 물린다 물림"
        r" 기대\s*이하 기대\s*안"
        r" 모르겠 안\s*친 예전\s*같지 촌스 처져 처지 기분이?\s*아니 무리"
        r" (?:머리|귀|골)가?\s*(?:아프|아파|아픈|아픔|따가|울려) 비호감 시시 질리는 피곤"
        r" 어려워 어렵"
        r" 답답 유치 과대평가 거품 졸리 졸려 재미없 심심 무섭 무서"
        r" 좀\s*그(?:래|렇) 별로 별루 질려 질렸 질린 질리 질림"
        r" 지겨 지겹 지루 노잼 극혐 혐오 최악 구려 구리 거슬리 꺼려 꺼리 피하"
        r" 피해 피했 부담 오글 미워 밉 안티 실망 망했 쓰레기 (?<!호)불호 관심(?:이|은"
        r"|도)?\s*(?:없|안)"
        r" 취향이?\s*(?:은|는)?\s*(?:전혀\s*)?아(?:니|님|냐) 취향\s*밖"
        r" 필요\s*없 사양 됐고 됐어 그만\s*(?:듣|들|하|할|좀|추천|나|틀)"
        rf" (?:이제|인제|제발|이만)\s*그만 (?<!면\s)그만(?=\s*(?:[.!~ㅠㅜㅋ…]|$)) 원치",
        -1,
        Where.BEHIND,
    ),
    (
        r"좋아 좋은 좋더 좋던 좋고 좋네 좋다 좋았 좋음 좋지 좋을 좋습 사랑 최애 애정 아끼"
        r" 팬이 팬인 덕후 덕질 입덕 최고 미쳤 미친 짱 갓 쩔 꽂혔 꽂혀 꽂힌 빠졌"
        r" 빠져 반했 반한 감동 즐겨 완벽 훌륭 (?:자주|매일|맨날|많이|잘)\s*(?:듣|들)"
        r" 달고\s*(?:살|산) 취향\s*저격"
        r" (?:내|제)\s*취향 취향인 취향이 인생\s*(?:밴드|곡|노래) 명곡 명반 울었 눈물 행복 기다려"
        r" 보고\s*싶 그리워 그립 아쉬 아쉽 땡기 땡겨 땡긴 당기 당겨 당긴 끌리 끌려"
        r" (?:마음|맘)에\s*들 멋지 멋있 예쁘 존경 열광 설레 위로받 대박 (?<!비)호감 무한\s*반복"
        r" 반복\s*재생 믿고\s*듣 풀렸 풀려 생각나 나아 말이\s*필요 언제\s*들어도 덕분에 괜찮"
        r" 싫어하는\s*사람\s*(?:이\s*)?없 최고인 소름 레전드 천재 미치겠 취저 힐링 띵곡 감탄"
        r" 역시 믿듣 대단 신선 아름다 힘이\s*났 기분\s*좋 딱이 맞아"
        r" 맞더 맞네 울\s*뻔 잘\s*(?:쓴|쓰|불러|부르|하)",
        1,
        Where.BEHIND,
    ),
    (
        r"(?:이랑|랑|하고|와|과)?\s*(?:비슷|닮|유사|결이\s*같) 같은(?!\s*(?:건|거는|것은)) 같이"
        r" 처럼 만큼 풍의 풍으로"
        r" (?:느낌|스타일|계열|분위기|무드|사운드)(?!\s*(?:은|는|이|가|도|만|말고|빼))"
        r" 쪽(?=이|으로|$)",
        1,
        Where.TOUCHING,
    ),
    (rf"{NAMED_BAD}{IN_GENERAL} (?<!\S)[-−–!](?=[가-힣a-z])", -1, Where.AHEAD),
    (rf"{NAMED_GOOD}{IN_GENERAL} (?<!\S)\+(?=[가-힣a-z])", 1, Where.AHEAD),
    (r"왜\s*싫 (?:안|못)\s*들어\s*(?:봤|본|봐)", 0, Where.BEHIND),
    (r"보다 아니(?:라|어|여|더라)도", 0, Where.TOUCHING),
    (
        r"원해 원하 듣고\s*싶 찾 추천 부탁 틀어 필요 골라 알려 있을까 있나 없나 없을까 어때"
        r" 뭐야 알아 궁금 누구 소개 설명",
        0,
        Where.BEHIND,
    ),
)

_DO_NOT = r"(?:don'?t|do\_not|didn'?t|doesn'?t|never|can'?t|cannot|not)"
_IS = r"(?:is|are|was|were)"
_IS_NOT = rf"(?:{_IS}\_not|isn'?t|aren'?t|wasn'?t)"
_SO = r"(?:(?:so|really|too|just|absolutely|that|very)\_)?"

ENGLISH: tuple[Entry, ...] = (
    (
        r"not\_only not\_just nothing\_wrong\_with nothing\_but not\_against"
        r" can(?:'|no)?t\_get\_enough\_of can(?:'|no)?t\_live\_without"
        rf" {_DO_NOT}\_(?:really\_)?(?:hate|dislike|mind|skip|exclude|leave\_out)"
        r" not\_(?:tired|sick|bored)\_of",
        1,
        Where.AHEAD,
    ),
    (
        rf"{_DO_NOT}\_(?:really\_|that\_|much\_|even\_)?(?:recommend|play|show|give\_me|like"
        rf"|love|looking\_for|after"
        r"|enjoy|stand|want|need|into|care\_for|feel\_like|a\_fan\_of|in\_the\_mood\_for|keen\_on)"
        r" stay(?:ing)?\_away\_from keep\_away\_from (?:can|could)\_do\_without"
        r" without\_any"
        r" no\_thanks\_to stop\_(?:recommending|giving|playing|showing|suggesting)(?:\_me)?"
        r" neither nor no\_longer(?:\_(?:like|love|want|enjoy|into|listen\_to))?"
        r" allergic\_to (?:leave|keep)(?=(?:\_\w+){1,4}\_out\b) ban non(?:-|\_)"
        r" anything\_but (?:tired|sick|bored|fed\_up)\_(?:of|with) hate hated dislike detest loathe"
        r" avoid skip except(?:\_for)? exclude excluding without other\_than (?:apart|aside)\_from"
        r" besides instead\_of leave\_out drop no\_more enough\_(?:of|with) less nothing minus"
        r" rather\_than but\_not not\_too not\_so not no never too isn'?t aren'?t",
        -1,
        Where.AHEAD,
    ),
    (rf"{_IS_NOT}\_{_SO}(?:bad|boring|terrible)", 1, Where.BEHIND),
    (
        rf"{_IS}\_{_SO}(?:boring|awful|terrible|overrated|annoying|the\_worst|lame)"
        rf" {_IS_NOT}\_{_SO}(?:for\_me|my\_thing|my\_taste|good|my\_cup|for\_me)"
        r" no\_thanks no\_thank\_you (?<=-)free doesn'?t\_do\_it\_for\_me not\_any\_?more"
        r" overrated sucks?"
        r" bores?\_me (?:gives?|gave)\_me\_a\_headache gets?\_on\_my\_nerves aside excluded"
        r" not\_included",
        -1,
        Where.BEHIND,
    ),
    (
        rf"yes\_please {_IS}\_{_SO}(?:great|amazing|awesome|the\_best|good|wonderful|brilliant"
        rf"|fantastic|beautiful"
        r"|incredible|my\_favou?rites?) rocks rules blew\_my\_mind all\_day on\_repeat"
        r" made\_me\_cry"
        r" changed\_my\_life touched\_me",
        1,
        Where.BEHIND,
    ),
    (
        r"love loved loving adore adored like liked enjoy enjoyed into fan\_of fond\_of"
        r" obsessed\_with crazy\_about similar\_to reminds?\_me\_of in\_the\_vein\_of such\_as"
        r" along\_the\_lines\_of favou?rites?(?:\_(?:is|are|band\_is|bands\_are))? sounds\_like"
        r" listening\_to as\_good\_as",
        1,
        Where.AHEAD,
    ),
    (r"want need looking\_for recommend suggest give\_me find show\_me play", 0, Where.AHEAD),
)

# Words of attitude in which a keyword seems to stand: tired of folk asks for nothing tired.
IDIOM = re.compile(
    r"\b(?:tired|sick|bored)(?=\s+(?:of|with)\b)|(?<=들으면\s)(?:짜증|화|열)"
    r"|짜증(?:이|만)?\s*나(?:서|니까)?(?=\s*(?:못|안|싫|별로|꺼|빼))",
    re.I,
)

# What denies a Korean saying behind it: 싫지 않아, 좋아하지 않아, 싫은 건 아니야.
DENIED = re.compile(
    r"[가-힣]{0,3}?(?:"
    r"(?:지(?:는|도|가|를)?|진|질)\s*(?:않|안\s|못|마\b|마세|말)"
    r"|(?:은|는|한|던|인)?\s*(?:건|거는|것은|게|것이|거|것도)\s*(?:절대\s*)?(?:아니|아닌|아님|아냐)"
    r"|(?:다고|라고)\s*(?:할\s*수|는)\s*(?:없|못|안)"
    r")"
)


def sayings(said: str, names: Sequence[Span]) -> list[Saying]:
    """All sayings of a text in its order, none in another or in one of the `names`.

    The longest wins: 별로 안 좋 says something else than 좋, 싫지 않 than 싫.
    """
    kept: list[Saying] = []
    taken = list(names)
    found = [*_korean(said), *_english(said)]
    for saying in sorted(found, key=lambda one: one.span.start - one.span.end):
        if not any(saying.span.meets(span) for span in taken):
            kept.append(saying)
            taken.append(saying.span)
    return sorted(kept, key=lambda one: one.span.start)


def idioms(said: str) -> list[Span]:
    """Where words that elsewhere lead to a keyword only say how the listener stands."""
    return [Span(*match.span()) for match in IDIOM.finditer(said)]


def _korean(said: str) -> Iterator[Saying]:
    for pattern, value, where in _KOREAN:
        for match in pattern.finditer(said):
            start, end = match.span()
            denied = DENIED.match(said, end) if where is Where.BEHIND else None
            if denied:
                yield Saying(Span(start, denied.end()), -value or -1, where)
            else:
                yield Saying(Span(start, end), value, where)


def _english(said: str) -> Iterator[Saying]:
    for pattern, value, where in _ENGLISH:
        for match in pattern.finditer(said):
            yield Saying(Span(*match.span()), value, where)


def _compiled(entries: Iterable[Entry], frame: str) -> list[tuple[re.Pattern[str], int, Where]]:
    """Blanks part the alternatives; `\\_` is a blank within one."""
    return [
        (
            re.compile(frame % "|".join(w.replace(r"\_", " ") for w in words.split()), re.I),
            value,
            where,
        )
        for words, value, where in entries
    ]


_KOREAN = _compiled(KOREAN, "(?:%s)")
_ENGLISH = _compiled(ENGLISH, r"\b(?:%s)\b")
