"""The whole way from the first page to the list, in a real browser."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from config.tests.browser.walks import PASSWORD, join, overflow, pick, pick_keyword, search

pytestmark = pytest.mark.browser

SAYS = {
    "ko": {
        "start": "밴드 고르기 시작",
        "picked": "3팀 골랐어요",
        "go": "추천 받기",
        "list": "당신이 파낸 5팀",
        "why": "고른 밴드 가운데",
        "dreamy": "몽환적인",
        "night": "밤",
    },
    "en": {
        "start": "Start picking bands",
        "picked": "3 bands picked",
        "go": "Get my list",
        "list": "5 bands you dug up",
        "why": "Of your picks",
        "dreamy": "dreamy",
        "night": "night",
    },
}


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_newcomer_joins_picks_and_gets_five(visit, width, language):
    """CONTRACT D17, D24: search by name and by initials, pick, add keywords, see the five."""
    says = SAYS[language]
    visitor = visit(width=width, language=language)
    page = visitor.go("/")
    expect(page.get_by_role("link", name=says["start"])).to_be_visible()
    assert overflow(page) <= 0

    page = join(visitor)
    for query, name in (("실리카겔", "실리카겔"), ("ㅆㅇㅍ", "쏜애플"), ("hyukoh", "혁오")):
        search(page, query, name)
        pick(page, name)
    pick_keyword(page, says["dreamy"])
    pick_keyword(page, says["night"])
    expect(page.locator("#bar")).to_contain_text(says["picked"])
    assert overflow(page) <= 0

    page.get_by_role("button", name=says["go"]).click()

    page.wait_for_url("**/list/")
    expect(page.get_by_role("heading", level=1)).to_have_text(says["list"])
    expect(page.locator(".found")).to_have_count(5)
    expect(page.locator(".found").first).to_contain_text(says["why"])
    expect(page.locator(".tag.shared").first).to_be_visible()
    assert overflow(page) <= 0


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


@pytest.mark.parametrize("width", [390, 1280])
def test_the_whole_way_works_without_script(visit, width):
    visitor = visit(width=width, script=False)
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

    visitor.go("/pick/")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").click()

    page.wait_for_url("**/pick/")
    expect(page.locator("#chips")).to_contain_text("혁오")
