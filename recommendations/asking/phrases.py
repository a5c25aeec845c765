"""How an answer is told: templates only, in the listener's language (CONTRACT R38, R56)."""

from collections.abc import Iterator, Mapping

from django.utils import translation
from django.utils.translation import gettext as _

from recommendations.asking.attitudes import Attitude
from recommendations.asking.understanding import Heard, Lack, Tag, Understanding

TOWARD_BAND = {
    Attitude.LIKE: lambda: _("'%(name)s'에 대해 긍정적(%(sure).2f)인 감정을 갖고 있군요."),
    Attitude.DISLIKE: lambda: _("'%(name)s'에 대해 부정적(%(sure).2f)인 감정을 갖고 있군요."),
    Attitude.NEUTRAL: lambda: _("'%(name)s' 이야기로 알아들었어요."),
}
OVERALL = {
    Attitude.LIKE: lambda: _("긍정적(%(sure).2f)인 마음으로 읽었어요."),
    Attitude.DISLIKE: lambda: _("부정적(%(sure).2f)인 마음으로 읽었어요."),
}
LACKS = {
    Lack.STRANGER: lambda: _("'%(said)s'은(는) 아직 여기에 없는 이름이에요."),
    Lack.FOREIGN: lambda: _("'%(said)s' 쪽은 여기에 없어요."),
    Lack.ERA: lambda: _("언제 나온 음악인지는 적혀 있지 않아서 '%(said)s'은(는) 따르지 못했어요."),
}
SOURCES = {
    "catalogue": lambda: _("밴드 목록에서 찾았어요."),
    "fallback": lambda: _("꼭 맞는 밴드가 없어서 언어 모델이 밴드 목록 안에서 골랐어요."),
    "nearest": lambda: _("꼭 맞는 밴드가 없어서 가장 가까운 밴드를 골랐어요."),
    "nothing": lambda: _("알아듣지 못했거나 맞는 밴드가 없어요. 아래 키워드로 다시 말해 주세요."),
}


def told(
    understood: Understanding, names: Mapping[int, str], source: str, language: str
) -> tuple[str, ...]:
    """The sentences of an answer; `names` are the named bands' own."""
    with translation.override(language):
        return tuple(_sentences(understood, names, source))


def _sentences(understood: Understanding, names: Mapping[int, str], source: str) -> Iterator[str]:
    for heard in understood.heard:
        yield _of_band(heard, names)
    if not understood.heard and understood.feeling.attitude in OVERALL:
        yield OVERALL[understood.feeling.attitude]() % {"sure": understood.feeling.confidence}
    if understood.wanted:
        yield _("이렇게 찾았어요: %(words)s") % {"words": _listed(understood.wanted)}
    if understood.unwanted:
        yield _("이런 쪽은 뺐어요: %(words)s") % {"words": _listed(understood.unwanted)}
    for unmet in understood.unmet:
        yield LACKS[unmet.lack]() % {"said": unmet.said}
    yield SOURCES[source]()


def _of_band(heard: Heard, names: Mapping[int, str]) -> str:
    """English keeps the name as it was written, but for slips; Korean has the band's own."""
    is_written_well = translation.get_language() == "en" and not heard.mention.slips
    said = heard.mention.said
    name = said if is_written_well else names.get(heard.mention.band_id, said)
    return TOWARD_BAND[heard.attitude]() % {"name": name, "sure": heard.confidence}


def _listed(tags: tuple[Tag, ...]) -> str:
    return ", ".join(map(label, tags))


def label(tag: Tag) -> str:
    """The keyword in the language of the moment."""
    english = tag.word.spellings[0] if tag.word.spellings else ""
    return english if english and translation.get_language() == "en" else tag.word.keyword
