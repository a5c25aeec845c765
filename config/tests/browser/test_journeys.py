"""Parts of the way from the first page to the list that may go wrong, in a real browser."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from config.tests.browser.walks import PASSWORD, join, pick, search

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("query", ["실리카겔", "ㅅㄹㅋㄱ", "silica", "실리카갤", "tlfflzkrpf"])
def test_typing_finds_a_band_and_the_address_follows(visit, query):
    page = join(visit(width=390))

    search(page, query, "실리카겔")

    page.wait_for_url(lambda address: parse_qs(urlsplit(address).query).get("query") == [query])
    page.reload()
    expect(page.locator("#results .card-name").first).to_have_text("실리카겔")
    expect(page.locator("#query")).to_have_value(query)


def test_back_leads_to_where_one_was(visit):
    page = visit().go("/bands/")
    search(page, "혁오", "혁오")
    page.locator("#results .card-name").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("혁오")

    page.go_back()

    expect(page.locator("#query")).to_have_value("혁오")
    expect(page.locator("#results .card")).to_have_count(1)


def test_going_back_shows_the_picks_of_now(visit):
    visitor = visit()
    page = join(visitor)
    page.locator("#results button").first.click()
    expect(page.locator("#bar")).to_contain_text("1팀 골랐어요")
    visitor.go("/me/")

    page.go_back()

    expect(page.locator("#bar")).to_contain_text("1팀 골랐어요")
    expect(page.locator("#results [aria-pressed=true]")).to_have_count(1)


def test_picks_are_changed_and_the_language_too_without_script(visit):
    visitor = visit(width=1280, script=False)
    page = join(visitor)
    for query, name in (("ㅅㄹㅋㄱ", "실리카겔"), ("쏜애플", "쏜애플"), ("hyukoh", "혁오")):
        page.locator("#query").fill(query)
        page.locator(".search button").click()
        page.locator("#results button", has_text=name).click()
        expect(page.locator("#chips")).to_contain_text(name)
    page.locator("#keywords").get_by_role("button", name="몽환적인").click()
    page.locator("#chips button", has_text="쏜애플").click()
    expect(page.locator("#bar")).to_contain_text("2팀 골랐어요")
    page.locator("#go").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("당신이 파낸 3팀")

    page.locator(".nav form button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("3 bands you dug up")
    visitor.go("/me/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator(".nav")).to_contain_text("Sign in")


def test_more_works_without_script(visit):
    page = visit(script=False).go("/bands/")
    first = page.locator(".card-name").first.inner_text()

    page.get_by_role("link", name="더 보기").click()

    expect(page.locator(".card-name").first).not_to_have_text(first)


def test_a_member_comes_back_to_the_same_picks(visit):
    visitor = visit(width=390)
    page = join(visitor)
    search(page, "혁오", "혁오")
    pick(page, "혁오")
    visitor.go("/me/")
    name = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name="로그아웃").click()

    visitor.go("/login/?next=/pick/")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").click()

    page.wait_for_url("**/pick/")
    expect(page.locator("#chips")).to_contain_text("혁오")
