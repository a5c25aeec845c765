"""A member answers the weekly question below its list with the keyboard alone (CONTRACT S97)."""

import pytest
from django.utils.timezone import now
from playwright.sync_api import expect

from bands.models import Band
from config.tests.browser.walks import sign_in
from config.tests.world import make_keyword
from recommendations.satisfaction.models import WeeklyAnswer
from recommendations.suggest.services import update_recommendations

pytestmark = pytest.mark.browser


def test_the_question_is_answered_where_it_stands_and_the_thanks_have_the_focus(visit):
    visitor = visit(width=390)
    member = sign_in(visitor, "listener")
    member.picked_bands.set(Band.objects.filter(name="실리카겔"))
    member.picked_keywords.set([make_keyword("몽환적인")])
    update_recommendations(member_id=member.pk, now=now())
    page = visitor.go("/list/")
    page.locator("[name=satisfaction]").first.focus()
    for key in ("ArrowRight", "Tab", "Space", "Enter"):
        page.keyboard.press(key)

    expect(page.locator("p#weekly")).to_be_focused()
    expect(page.locator("p#weekly")).to_contain_text("고마워요.")
    kept = WeeklyAnswer.objects.get()
    assert (kept.satisfaction, kept.found_new) == (4, True)
    assert visitor.go("/list/").locator("#weekly").count() == 0
