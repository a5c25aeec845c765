"""Operators read how bands are received, by week and reason (CONTRACT S70; FEATURES 57)."""

from datetime import date, datetime, timedelta

import time_machine
from django.urls import reverse
from django.utils.timezone import make_aware, now

from config.tests.reading import words
from config.tests.world import make_band, make_member
from members.models import Reason
from members.services import Said, react
from recommendations.reception.weeks import counted, first_week

SUNDAY = make_aware(datetime(2026, 11, 29, 12))
PAGE = "admin:recommendations_reception_changelist"


def test_weeks_without_a_word_are_counted_and_other_words_are_not():
    monday = first_week(date(2026, 11, 29), 3)
    said = [(monday, "a", 2), (monday + timedelta(days=14), "a", 1), (monday, "b", 9)]
    said.append((monday - timedelta(days=7), "a", 5))

    found = counted(said, ["a"], monday, 3)

    assert monday == date(2026, 11, 9)
    assert found.counts == {"a": [2, 0, 1]}
    assert counted([], ["a"], monday, 3).is_empty


def say(stance: str, reason: str = "", *, weeks: int = 0, **who: object) -> str:
    member = make_member(**who)
    said = Said(stance, reason)
    react(member=member, band_id=make_band().pk, said=said, now=SUNDAY - timedelta(days=7 * weeks))
    return member.username


def test_reactions_and_every_reason_are_counted_by_week_and_name_nobody(operator):
    """CONTRACT S70: the five reasons of a dislike."""
    name = say("liked", weeks=1)
    say("liked")
    for reason in Reason:
        say("not_for_me", reason)
    say("not_for_me", "similar", weeks=2)
    say("known", deleted_at=now())
    say("known", weeks=60)

    with time_machine.travel(SUNDAY, tick=False):
        page = operator.get(reverse(PAGE))

    said = words(page)
    assert "좋아요 0 0 0 0 0 0 1 1 2" in said
    assert "취향이 아니에요 0 0 0 0 0 1 0 5 6" in said
    assert "이미 알아요 0 0 0 0 0 0 0 0 0" in said
    assert "너무 비슷함 0 0 0 0 0 1 0 1 2" in said
    for label in ("취향이 아님", "키워드가 맞지 않음", "장르는 맞지만 이 곡은 아님", "기타"):
        assert f"{label} 0 0 0 0 0 0 0 1 1" in said
    assert page.text.count('id="reactions"') == page.text.count('id="reasons"') == 1
    assert name not in page.text


def test_without_any_word_the_charts_say_so(operator):
    both_widths = 2
    said = words(operator.get(reverse(PAGE))).count("아무 일도 없었습니다.")
    assert said == 2 * both_widths
