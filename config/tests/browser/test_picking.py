"""Picking with htmx: parts that change together, and what happens when the network does not."""

import re

import pytest
from playwright.sync_api import Route, expect

from config.tests.browser.walks import join, pick, pick_keyword, search

pytestmark = pytest.mark.browser


def test_quick_presses_are_all_heard(visit):
    """Requests of one page wait for each other; none is dropped."""
    page = join(visit())
    cards = page.locator("#results button")
    for place in range(4):
        cards.nth(place).click(no_wait_after=True)

    expect(page.locator("#bar")).to_contain_text("4팀 골랐어요")
    expect(page.locator("#results [aria-pressed=true]")).to_have_count(4)


def test_a_late_answer_does_not_undo_what_a_later_press_showed(visit):
    """Band and keyword stand in two forms, and the first answer takes its time."""
    page = join(visit())

    def late(route: Route) -> None:
        answer = route.fetch()
        page.wait_for_timeout(400)
        route.fulfill(response=answer)

    page.route("**/pick/bands/", late)
    page.locator("#results button").first.click(no_wait_after=True)
    page.locator("#keywords button").first.click(no_wait_after=True)

    expect(page.locator("#keywords [aria-pressed=true]")).to_have_count(1)
    expect(page.locator("#results [aria-pressed=true]")).to_have_count(1)
    expect(page.locator("#go")).to_be_visible()


def test_taking_back_a_chip_changes_its_card_too(visit):
    page = join(visit())
    search(page, "혁오", "혁오")
    pick(page, "혁오")

    page.locator("#chips button", has_text="혁오").click()

    expect(page.locator("#results button")).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#bar")).to_contain_text("아직 고른 밴드가 없어요")


def test_a_chip_can_go_while_its_card_is_elsewhere(visit):
    page = join(visit())
    search(page, "혁오", "혁오")
    pick(page, "혁오")
    search(page, "쏜애플", "쏜애플")

    page.locator("#chips button", has_text="혁오").click()

    expect(page.locator("#chips")).not_to_contain_text("혁오")


def test_more_adds_bands_that_can_be_picked(visit):
    page = join(visit())
    expect(page.locator("#results .card")).to_have_count(12)

    page.get_by_role("link", name="더 보기").click()

    expect(page.locator("#results .card")).to_have_count(24)
    page.locator("#results button").nth(20).click()
    expect(page.locator("#bar")).to_contain_text("1팀 골랐어요")
    expect(page.locator("#results .card")).to_have_count(24)


def test_what_changed_is_said_to_those_who_listen(visit):
    page = join(visit())
    search(page, "혁오", "혁오")
    expect(page.locator("#spoken")).to_have_text("1팀을 찾았어요")

    pick(page, "혁오")
    expect(page.locator("#spoken")).to_have_text("혁오 골랐어요. 모두 1팀.")

    pick_keyword(page, "밤")
    expect(page.locator("#spoken")).to_have_text("키워드 1개를 골랐어요.")
    assert page.locator("#spoken").get_attribute("role") == "status"


def test_browsing_narrows_by_keyword_and_picks_in_place(visit):
    visitor = visit(width=390)
    join(visitor)
    page = visitor.go("/bands/")
    page.get_by_text("키워드로 좁히기").click()
    page.locator("label.chip", has_text="밤").click()
    expect(page.locator("#results .card")).to_have_count(2)
    page.wait_for_url(lambda address: "keyword=" in address)

    page.get_by_role("button", name="혁오 고르기").click()

    expect(page.get_by_role("button", name="혁오 고르기")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#bar")).to_contain_text("1팀 골랐어요")


def test_a_band_is_picked_on_its_own_page(visit):
    visitor = visit(width=390)
    join(visitor)
    page = visitor.go("/bands/?query=혁오")
    page.locator("#results .card-name").click()

    page.get_by_role("button", name="고르기", exact=True).click()

    expect(page.get_by_role("button", name="골랐어요", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(page.locator("#bar")).to_contain_text("1팀 골랐어요")


def test_a_changed_pick_makes_the_list_stale_and_again_makes_it_new(visit):
    visitor = visit(width=390)
    page = join(visitor)
    search(page, "혁오", "혁오")
    pick(page, "혁오")
    pick_keyword(page, "몽환적인")
    page.locator("#go").click()
    page.wait_for_url("**/list/")
    visitor.go("/pick/")
    search(page, "쏜애플", "쏜애플")
    pick(page, "쏜애플")

    visitor.go("/list/")
    page.locator(".note").get_by_role("button", name="다시 추천").click()

    expect(page.locator("#list .note")).to_have_text(re.compile("밴드를 더 고르면 다섯 팀"))
    expect(page.get_by_role("heading", level=1)).to_have_text("당신이 파낸 3팀")


def test_a_lost_connection_is_said_and_forgotten_when_it_is_back(visit):
    visitor = visit(width=390)
    page = join(visitor)
    visitor.context.set_offline(True)
    expect(page.get_by_role("alert")).to_contain_text("지금 오프라인이에요.")
    page.locator("#results button").first.click()
    expect(page.get_by_role("alert")).to_contain_text("지금 오프라인이에요.")

    visitor.context.set_offline(False)
    expect(page.get_by_role("alert")).to_have_count(0)
    page.locator("#results button").first.click()

    expect(page.locator("#bar")).to_contain_text("1팀 골랐어요")
    visitor.forgive()


def test_a_fault_of_the_server_is_said_after_a_wait_that_shows(visit):
    visitor = visit(width=390)
    page = join(visitor)
    button = page.locator("#results button").first
    waiting = []

    def late(route: Route) -> None:
        waiting.append((button.get_attribute("class"), button.get_attribute("aria-busy")))
        route.fulfill(status=500, body="")

    page.route("**/pick/bands/", late)
    button.click()

    expect(page.get_by_role("alert")).to_contain_text("처리하지 못했어요.")
    expect(button).not_to_have_attribute("aria-busy", "true")
    assert waiting == [("card-face htmx-request", "true")]
    visitor.forgive()


def test_what_the_server_refuses_is_said_in_its_words(visit, settings):
    settings.MAX_PICKED_BANDS = 1
    visitor = visit(width=390)
    page = join(visitor)
    page.locator("#results button").nth(0).click()
    expect(page.locator("#bar")).to_contain_text("1팀 골랐어요")

    page.locator("#results button").nth(1).click()

    expect(page.get_by_role("alert")).to_contain_text("더 고를 수 없습니다.")
    expect(page.locator("#results [aria-pressed=true]")).to_have_count(1)
    visitor.forgive()


def test_after_a_session_is_over_one_goes_on_as_a_guest(visit):
    """CONTRACT S114: nothing is lost; signing in unites what was picked."""
    visitor = visit()
    page = join(visitor)
    visitor.context.clear_cookies(name="session")
    page.locator("#results button").first.click()
    expect(page.locator("#chips button")).to_have_count(1)

    expect(visitor.go("/me/").get_by_role("heading", level=1)).to_have_text("손님")
