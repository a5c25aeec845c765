"""A listener rates a list with a keyboard and without a script (FEATURES 89; CONTRACT T25)."""

import pytest
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from bands.models import Band
from config.tests.browser.conftest import Visitor
from config.tests.browser.walks import overflow, sign_in
from config.tests.world import make_keyword
from recommendations.suggest.services import update_recommendations

pytestmark = pytest.mark.browser


def at_the_form(visitor: Visitor) -> Page:
    """With a list of three behind it, reached from the page of the list."""
    member = sign_in(visitor, "listener")
    member.picked_bands.set(Band.objects.filter(name="실리카겔"))
    member.picked_keywords.set([make_keyword("몽환적인")])
    update_recommendations(member_id=member.pk, now=now())
    page = visitor.go("/list/")
    page.get_by_role("link", name="이 추천 평가하기").click()
    page.wait_for_url("**/list/rate/")
    return page


def test_a_list_is_rated_on_a_phone_without_a_script(visit):
    page = at_the_form(visit(width=320, script=False))
    for fieldset, stars in enumerate("542"):
        page.locator(".rating").nth(fieldset).get_by_text(stars, exact=False).first.click()
    assert overflow(page) <= 0
    page.get_by_role("button", name="평가 저장").click()

    expect(page.get_by_role("status").first).to_contain_text("내 평점의 평균은 3.7점이에요(3팀).")
    expect(page.locator(".rating input:checked")).to_have_count(3)


def test_a_list_is_rated_with_the_keyboard_alone(visit):
    page = at_the_form(visit(width=390))
    page.locator(".rating input").first.focus()
    for key in ("Space", "ArrowRight", "ArrowRight", "Enter"):
        page.keyboard.press(key)

    page.wait_for_url("**/list/rate/?saved=1")
    expect(page.locator("main [role=status]")).to_contain_text("3.0점이에요(1팀).")
