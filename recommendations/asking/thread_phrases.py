"""How it is told what a sentence did to its thread, and which step is taken. Templates only."""

from collections.abc import Iterator, Mapping

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recommendations.asking.folding import Followed, Move
from recommendations.asking.phrases import label
from recommendations.asking.understanding import Tag, Understanding

MOVES = {
    Move.FRESH: lambda: _("새로운 질문으로 들었어요."),
    Move.RESTART: lambda: _("처음부터 다시 찾았어요."),
    Move.CHANGED: lambda: _("앞의 말에 이어서 찾았어요."),
}


def noted(followed: Followed, names: Mapping[int, str], language: str) -> tuple[str, ...]:
    """The sentences that stand before the answer; none for a first question."""
    with translation.override(language):
        return tuple(_notes(followed, names))


def summed_up(understood: Understanding, names: Mapping[int, str], language: str) -> str:
    """An earlier understanding in one line: bands, keywords, and what is not wanted behind −."""
    with translation.override(language):
        bands = [names.get(h.mention.band_id, h.mention.said) for h in understood.heard]
        wanted = [label(tag) for tag in understood.wanted]
        unwanted = [f"−{label(tag)}" for tag in understood.unwanted]
        return ", ".join(dict.fromkeys((*bands, *wanted, *unwanted)))


def restarted(language: str) -> tuple[str, ...]:
    """All there is to say to who only asked to start over."""
    with translation.override(language):
        return (_("처음부터 다시 시작해요. 듣고 싶은 것을 새로 적어 주세요."),)


def step_read(language: str) -> str:
    with translation.override(language):
        return _("문장을 읽었어요.")


def step_understood(understood: Understanding, names: Mapping[int, str], language: str) -> str:
    with translation.override(language):
        line = summed_up(understood, names, language)
        if not line:
            return _("아는 키워드나 밴드를 찾지 못했어요.")
        return _("알아들은 것: %(words)s") % {"words": line}


def step_searched(amount: int, language: str) -> str:
    with translation.override(language):
        words = ngettext(
            "밴드 목록에서 %(n)d팀을 찾았어요.", "밴드 목록에서 %(n)d팀을 찾았어요.", amount
        )
        return words % {"n": amount}


def step_told(language: str) -> str:
    with translation.override(language):
        return _("답을 적었어요.")


def _notes(followed: Followed, names: Mapping[int, str]) -> Iterator[str]:
    for place in followed.missing:
        yield _("앞의 답에는 %(n)d번째 밴드가 없어요.") % {"n": place + 1}
    if followed.move is Move.ALIKE:
        pointed = ", ".join(f"'{names[pk]}'" for pk in followed.pointed if pk in names)
        yield _("앞에서 보여 드린 %(names)s에서 이어 찾았어요.") % {"names": pointed}
    elif followed.left_out:
        yield _others(followed.left_out)
    elif followed.is_unread:
        yield _("새로 알아들은 말이 없어서 앞의 말 그대로 찾았어요.")
    elif followed.move in MOVES:
        yield MOVES[followed.move]()
    if followed.dropped:
        tags = (Tag(word, ()) for word in followed.dropped)
        yield _("이번에 내려놓은 키워드: %(words)s") % {"words": ", ".join(map(label, tags))}


def _others(left_out: int) -> str:
    return ngettext(
        "앞에서 보여 드린 %(n)d팀은 빼고 찾았어요.",
        "앞에서 보여 드린 %(n)d팀은 빼고 찾았어요.",
        left_out,
    ) % {"n": left_out}
