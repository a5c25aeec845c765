"""How a list and its reasons are put into words on a page."""

from collections.abc import Sequence

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bands.models import Band
from recommendations.suggest.lists import Recommended
from recommendations.suggest.quotes import KOREAN, quote_in

register = template.Library()


@register.filter
def percent(score: float) -> int:
    """A cosine as a share of a full ring: below zero there is nothing to show."""
    return round(100 * max(score, 0.0))


@register.filter
def cosine(score: float) -> str:
    """The score as the API rounds it (CONTRACT D72, A7)."""
    return f"{score:.4f}"


@register.filter
def taste_group(group: int) -> str:
    """The taste groups are counted from one when people read about them."""
    names = {
        0: _("첫 번째 취향 묶음"),
        1: _("두 번째 취향 묶음"),
        2: _("세 번째 취향 묶음"),
    }
    return names.get(group, _("취향 묶음 %(number)d") % {"number": group + 1})


@register.filter
def like_picks(bands: Sequence[Band]) -> str:
    """A taste group called by its picks, in id order: the first two, and whether there are more."""
    names = ", ".join(f"‘{band.name}’" for band in bands[:2])
    return names if len(bands) <= 2 else _("%(names)s 등") % {"names": names}


@register.filter
def quote(found: Recommended) -> str:
    """The sentence of the text as it is shown that fits best; "" where there is none."""
    return quote_in(found.band, found.reasons.quotes, (get_language() or KOREAN)[:2])


@register.filter
def algorithm_name(algorithm: str) -> str:
    names = {
        "v1": _("V1: 고른 밴드의 평균"),
        "v2": _("V2: 고른 밴드의 평균을 키워드 쪽으로"),
        "v3": _("V3: 취향을 세 묶음으로 나누어 저마다 키워드 쪽으로"),
        "ours": _("딕인디: 소개글에 키워드와, 쌓였다면 사람들의 선택까지 더해"),
    }
    return names.get(algorithm, algorithm)


@register.filter
def shortfall(code: str) -> str:
    """What a list had to do without, in plain words."""
    words = {
        "picks_without_vector": _(
            "고른 밴드 가운데 아직 분석하지 못한 팀이 있어, 그 팀은 빼고 찾았어요."
        ),
        "keyword_vectors_mean": _(
            "키워드 조합을 새로 분석하지 못해, 키워드 하나하나의 평균으로 대신했어요."
        ),
        "texts_only": _("아직 배운 것이 없어, 글만 보고 찾았어요."),
        "sentence_ignored": _("지금은 문장 전체를 분석할 수 없어, 알아들은 말만 보고 찾았어요."),
        "keywords_without_vector": _(
            "키워드 가운데 아직 분석하지 못한 것이 있어, 그것은 덜 살펴 찾았어요."
        ),
        "llm_failed": _("지금은 언어 모델의 도움을 받지 못해, 규칙만으로 읽었어요."),
        "llm_limited": _("오늘 언어 모델에 물을 수 있는 만큼 다 물어서, 규칙만으로 읽었어요."),
        "keywords_ignored": _("지금은 키워드를 분석할 수 없어, 밴드만 보고 찾았어요."),
    }
    return words.get(code, _("일부 정보가 빠진 채로 찾았어요."))
