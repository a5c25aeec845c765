"""How far a saying reaches: what may stand between it and the thing that it speaks of.

All of them are held against what stands between two places of a text, or behind a thing.
"""

import re

BORDER = re.compile(
    r"[.!?;…]*(?:[.!;…](?=\s|$)|\?(?=\s|$)(?!\s*(?:(?:no|nope|nah|yes)\b|싫|아니|별로|노노|좋"
    r"|최고)))|(?<![가-힣])(?:근데|그런데|하지만|그러나|다만|그렇지만|대신에)(?![가-힣])"
    r"|(?:건|텐)데|거라(?:서|\s)|(?:거|테)니까|중에서?|가운데|\b(?:but(?!\s+not\s+any\s?more)"
    r"|however|though|although|yet|because|so)\b",
    re.I,
)
# A clause between: 카페에서 나올 법한 건 제외. What turns away in it (잔잔한데 유명한 건) ends it.
GOES_ON = r"(?<!데)(?<!지만)(?<!고)(?<!요)(?<!니까)(?<![면줘랑])"
AT_A_DISTANCE = re.compile(
    rf"[가-힣]{{0,5}}{GOES_ON}\s+(?!(?:밴드|노래|음악|곡|거|건|것|걸|팀)[가-힣]{{0,2}}\s)"
    rf"(?:[가-힣]{{1,5}}{GOES_ON}\s+){{1,3}}(?:밴드|노래|음악|곡|거|건|것"
    rf"|걸)[은는도들을를]{{0,2}}\s*(?:좀|다)?\s*"
)
NEXT_TO = re.compile(
    r"['\"’”」』>\]]?(?:[가-힣]{0,5}|st)\s*(?:[가-힣]{1,4}\s+)?"
    r"(?:(?:밴드|노래|음악|곡|거|건|것|걸|쪽|애들|스타일|느낌|장르|류|분위기|사운드"
    r"|목소리)[가-힣]{0,3}\s*){0,2}"
    r"(?:좀|제발|꼭|다|전부|진짜|둘\s*다|당분간|지금은|오늘은|이제|이젠|잠시|일단|아예|절대"
    r"|되도록|가급적"
    r"|웬만하면|무조건|최대한|그냥|전부|모두|인제|더는|더\s*이상|더이상|요즘은?"
    r"|(?:하나라도\s*)?(?:들어가|나오|있으|섞이|들리)면)?\s*"
)
# 혁오 비슷|한 밴드는 이제 |질렸어
SUCH = re.compile(
    rf"[가-힣]{{0,3}}\s*(?:[가-힣]{{1,5}}{GOES_ON}\s+){{0,2}}(?:(?:밴드|노래|음악|곡|애들|팀|사람"
    r"|가수|스타일|쪽)(?:들)?[은는도]|(?:거|건|것|걸)[은는도]?)\s*(?:[가-힣]{1,3}\s+){0,2}"
)
# 앰비언트처럼 심심|한 건 싫어
A_SUCH = re.compile(r"[가-힣]{0,3}\s*(?:건|거|것)(?=[은는도\s]|$)")
# 우울한 분위기|예요: a likeness that only ends the sentence
ENDING = re.compile(r"(?:이?예요|이?에요|입니다|이?야|임|이?요)?[.!~\s]*")
# What English prefers something to: of a band it says nothing
PASSED_OVER = frozenset({"over", "to", "than"})
# 우울한 노래 추천|은 |사양
REQUESTS = frozenset({"추천", "소개", "부탁"})
REQUEST = re.compile(r"[은는도을를]?\s*(?:좀|다|이제|이젠)?\s*")
# 슬픈 노래는 내 목록에서 빼 줘
AS_TOPIC = re.compile(
    r"[가-힣]{0,3}?\s*(?:밴드|노래|음악|곡|거|것|건|걸)?(?:은|는|을|를|도|건|걸)\s+"
    rf"(?:[가-힣]{{1,8}}{GOES_ON}\s+){{0,3}}"
)
WITH = re.compile(r"(?:이랑|랑|하고|와|과)\s+|\s+(?:and|or)\s+", re.I)
AS_MUCH_AS = re.compile(
    r"(?:처럼|같이|만큼|급으로|뿐만?\s*아니라|\s*같은|\s*비슷한)\s*(?:너무\s*|엄청\s*|그렇게\s*)?"
)
# 메탈은 시끄러워서 싫어: the word says why, and the refusal is of what stands before it
REASON = re.compile(r"[가-힣]{0,3}?(?:서|니까|길래)(?=[\s,])")
# 메탈은 아침에 못 듣겠어: the word says when
WHEN = re.compile(
    r"[가-힣]{0,2}?\s*(?:가서|에서?|엔|때|땐|면서|중에?|길에?)(?:는|도|만|선)?(?=[\s,])"
)
# 이날치| |판소리 느낌 좋아
ITS = re.compile(r"(?:의|은|는|이|가)?\s*")
AGAINST = re.compile(r"(?:은|는|만)\s")
TURN = re.compile(r"는데|(?<=건\s아)닌데|더니|은데|한데|던데|지만|다가|들어서|(?<![가-힣])근데")
OWN_NOUN = re.compile(
    r"[가-힣]{0,3}?\s*(?:건(?!데)|거(?!라|니|든)는?|것은?|게|노래|음악|밴드|곡"
    r"|분위기|느낌"
    r"|스타일|쪽|록|락|팀|보컬|목소리|사운드|소리|가사|연주)|(?:은|는|이|가)\s"
)
# Of a moment that is named for its music: 카페에서 트는 음악은 싫어, 크리스마스 감성은 싫어
OWN_MOOD = re.compile(
    r"(?:\s*(?:얘기|이야기|유도하|나오|들어가|부르)[가-힣]{0,3}){1,2}"
    r"\s*(?:노래|음악|곡|건|거|[은는이가도만])|\s*(?:감성|타령|주제)|(?:에서|에)?\s*(?:트는|나오는"
    r"|나올\s*법한)\s*(?:노래|음악|곡|건|거)"
)
SELF_NOT = re.compile(
    r"[가-힣]{0,2}?(?:지|진|질)(?:는|만|도(?:\s*[가-힣]{1,6}지도)?)?\s*(?:않|안\s|못|마\b|말)"
    r"|[가-힣]{0,2}?(?:은|는|한|운)?\s*(?:건|게|것은|거)\s*(?:좀\s*)?(?:아닌|아니)"
)
SELF_NOT_BEFORE = re.compile(r"(?<![가-힣])(?:안|덜)\s*$|\bnon[-\s]$", re.I)
