"""What the page shows of a thread: what was said before in short, and the answer to the last."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recommendations.asking import thread_phrases
from recommendations.asking.address import MOST_TURNS, Asked, Thread
from recommendations.asking.chips import chips_of
from recommendations.asking.folding import Move
from recommendations.asking.llm.gateway import is_configured
from recommendations.asking.reading import MAX_LENGTH
from recommendations.asking.talking import Talk

ON_ITS_OWN = {Move.FIRST, Move.FRESH, Move.RESTART}


@dataclass(frozen=True)
class Earlier:
    """A question before the last: what was understood by then, and whom it found."""

    text: str
    understood: str
    names: tuple[str, ...]
    address: str


def language() -> str:
    return "en" if (get_language() or "").startswith("en") else "ko"


def context(
    thread: Thread, talked: Talk | None, *, draft: str, is_keeping: bool, is_streamed: bool
) -> dict[str, Any]:
    """For the template; `talked` is None before anything was asked, and for what is refused."""
    refused = _refused(thread)
    after = thread.answered_with(talked.shown) if talked else thread
    before = thread.until(len(thread.all) - 1)
    return {
        "thread": thread,
        "limit": MAX_LENGTH,
        "most_turns": MOST_TURNS,
        "refused": refused,
        "action": before.address if refused else after.address,
        "steps": reverse("asking:steps"),
        "draft": thread.text if refused else draft[:MAX_LENGTH],
        "given": talked and talked.answer,
        "earlier": _earlier(thread, talked) if talked else [],
        "chips": talked and chips_of(talked.answer, thread),
        "alone": None if talked and talked.move in ON_ITS_OWN else thread.alone().address,
        "edit": _edit(before, thread.text),
        "suggestions": _suggestions(talked),
        "examples": [Thread((Asked(text),)) for text in _examples()],
        "is_keeping": is_keeping,
        "is_read_by_model": is_configured(),
        "is_streamed": is_streamed,
    }


def _refused(thread: Thread) -> str:
    if thread.is_too_long:
        return "long"
    return "full" if thread.is_full else ""


def _edit(before: Thread, text: str) -> str:
    """The page as it was before the last question, with the question in the box."""
    joint = "&" if before.all else "?"
    return f"{before.address}{joint}{urlencode({'draft': text})}"


def _earlier(thread: Thread, talked: Talk) -> list[Earlier]:
    names = talked.names
    return [
        Earlier(
            text=asked.text,
            understood=thread_phrases.summed_up(followed.understood, names, language()),
            names=tuple(names[pk] for pk in asked.shown if pk in names),
            address=thread.until(number + 1).address,
        )
        for number, (asked, followed) in enumerate(
            zip(thread.all[:-1], talked.followed[:-1], strict=True)
        )
    ]


def _suggestions(talked: Talk | None) -> tuple[str, ...]:
    """What one may say next; nothing where there is nothing to go on from."""
    if talked is None or not talked.shown:
        return ()
    return (
        _("다른 거 보여줘"),
        _("첫 번째 밴드 비슷한 거"),
        _("더 조용한 걸로"),
        _("더 신나는 걸로"),
    )


def _examples() -> tuple[str, ...]:
    return (
        _("비 오는 밤에 혼자 듣기 좋은 몽환적인 밴드"),
        _("실리카겔 좋아해. 비슷한 밴드, 근데 국카스텐은 말고"),
        _("공연장에서 신나게 뛰고 싶어"),
    )
