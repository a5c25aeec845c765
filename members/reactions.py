"""What the buttons below a band say, and what they do."""

from datetime import datetime

from django.http import QueryDict

from members.feedback import HIDE_FOR, Said, WrongFeedback, react, take_back
from members.models import Member, Reason, Stance

UNSAID = {"", "undo"}  # a pressed button that is pressed again, and the one that takes back
HIDDEN_FOR_A_WHILE = "hidden-30"


def hear(*, member: Member, band_id: int, form: QueryDict, now: datetime) -> None:
    """Do what a form asks: `say` is a stance or nothing, with perhaps a `reason`."""
    word = form.get("say", "")
    if word in UNSAID:
        take_back(member=member, band_id=band_id)
    else:
        said = _said(word, form.get("reason", ""), now)
        react(member=member, band_id=band_id, said=said, now=now)


def focus_after(form: QueryDict) -> str:
    """What was pressed, if that button is gone from the page: the focus then needs a place."""
    return "" if "reason" in form else form.get("say", "")


def _said(word: str, reason: str, now: datetime) -> Said:
    if word == HIDDEN_FOR_A_WHILE:
        return Said(Stance.HIDDEN, until=now + HIDE_FOR)
    if word not in Stance.values or reason not in {"", *Reason.values}:
        raise WrongFeedback
    return Said(word, reason)
