"""The whole walk of a listener: on a phone and wide, in both languages, and without script.

A new place to go to is a function below and its name in `WALK`, where one would come by it.
"""

from collections.abc import Callable

import pytest
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from config.tests.browser.conftest import Visitor
from config.tests.browser.walks import join, overflow
from recommendations.mapping.services import draw_map

pytestmark = pytest.mark.browser

PICKS = {
    "실리카겔": "실리카겔",
    "ㅆㅇㅍ": "쏜애플",
    "hyukoh": "혁오",
}  # typed, meant
SAYS = {
    "ko": {
        "start": "밴드 고르기 시작",
        "word": "몽환적인",
        "list": "당신이 파낸 5팀",
        "why": "고른 밴드 가운데",
    },
    "en": {
        "start": "Start picking bands",
        "word": "dreamy",
        "list": "5 bands you dug up",
        "why": "Of your picks",
    },
}

Says = dict[str, str]


def open_and_pick_as_a_guest(visitor: Visitor, says: Says) -> None:
    page = visitor.go("/")
    fits(page)
    page.get_by_role("link", name=says["start"]).click()
    look_for(page, "라쿠나")
    page.locator("#wall button", has_text="라쿠나").click()
    expect(page.locator("#chips")).to_contain_text("라쿠나")
    fits(page)


def join_and_keep_the_pick(visitor: Visitor, says: Says) -> None:
    page = join(visitor, "/signup/?next=/pick/")
    expect(page.locator("#chips")).to_contain_text("라쿠나")


def pick_three_bands_and_a_keyword(visitor: Visitor, says: Says) -> None:
    """CONTRACT D17: by name, by initials, by the name in Latin letters."""
    page = visitor.page
    for typed, name in PICKS.items():
        look_for(page, typed)
        page.locator("#results button", has_text=name).click()
        expect(page.locator("#chips")).to_contain_text(name)
    page.locator("#keywords button", has_text=says["word"]).click()
    expect(page.locator("#keywords [aria-pressed=true]")).to_have_count(1)
    fits(page)


def get_five_with_reasons(visitor: Visitor, says: Says) -> None:
    """CONTRACT D24."""
    page = visitor.page
    page.locator("#go").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(says["list"])
    expect(page.locator("li.found")).to_have_count(5)
    expect(page.locator("li.found").first).to_contain_text(says["why"])
    fits(page)


def set_one_aside_and_take_it_back(visitor: Visitor, says: Says) -> None:
    """CONTRACT S70."""
    place = visitor.page.locator("li.found").first
    place.locator("[value=not_for_me]").first.click()
    expect(place.locator("[value=undo]")).to_be_visible()
    place.locator("[value=undo]").click()
    expect(visitor.page.locator("[value=undo]")).to_have_count(0)
    expect(visitor.page.locator("li.found")).to_have_count(5)


def steer_towards_the_keywords(visitor: Visitor, says: Says) -> None:
    page = visitor.go("/dig/")
    fits(page)
    page.locator("#steer-t").fill("1")
    if not has_script(page):
        page.locator("#steer button").click()
    expect(page.locator("#steer-t-said")).to_contain_text("t = 1")
    expect(page.locator("li.found")).to_have_count(5)
    fits(page)


def ask_why_a_band_is_missing(visitor: Visitor, says: Says) -> None:
    page = visitor.go("/list/why-not/")
    page.locator("#why-not-name").fill("실리카겔")
    page.locator("#why-not-name").press("Enter")
    expect(page.locator("#why-not h3")).to_have_text("실리카겔")
    fits(page)


def open_a_band_from_the_map(visitor: Visitor, says: Says) -> None:
    """With script a card comes first, and leads to it."""
    page = visitor.go("/map/")
    expect(page.locator("#map .found-mark")).to_have_count(5)
    fits(page)
    page.locator("#map .found-mark").first.click(force=True)
    card, band = page.locator("#map-card h2 a"), page.locator("article.band")
    expect(card.or_(band)).to_be_visible()
    if card.is_visible():
        card.click()
    expect(band).to_be_visible()
    fits(page)


def ask_in_own_words(visitor: Visitor, says: Says) -> None:
    """CONTRACT R58."""
    page = visitor.go("/ask/")
    page.locator("#ask-text").fill("쏜애플 좋아해. 비슷하게 몽환적인 밴드")
    page.locator("#ask-text").press("Enter")
    page.wait_for_url("**/ask/?q=*")
    expect(page.locator("li.found")).not_to_have_count(0)
    fits(page)


def see_what_is_kept_and_leave(visitor: Visitor, says: Says) -> None:
    page = visitor.go("/me/")
    for name in PICKS.values():
        expect(page.locator("main")).to_contain_text(name)
    fits(page)
    page.locator("form[action='/logout/'] button").click()
    expect(page.locator(".nav a[href='/login/']")).to_be_visible()


def look_for(page: Page, typed: str) -> None:
    """With script the results come while one types."""
    page.locator("#query").fill(typed)
    if not has_script(page):
        page.locator("#query").press("Enter")


def has_script(page: Page) -> bool:
    return page.evaluate("typeof htmx") != "undefined"


def fits(page: Page) -> None:
    assert overflow(page) <= 0


WALK: list[Callable[[Visitor, Says], None]] = [
    open_and_pick_as_a_guest,
    join_and_keep_the_pick,
    pick_three_bands_and_a_keyword,
    get_five_with_reasons,
    set_one_aside_and_take_it_back,
    steer_towards_the_keywords,
    ask_why_a_band_is_missing,
    open_a_band_from_the_map,
    ask_in_own_words,
    see_what_is_kept_and_leave,
]


@pytest.mark.parametrize(
    ("width", "language", "script"),
    [
        (390, "ko", True),
        (390, "en", True),
        (1280, "ko", True),
        (1280, "en", True),
        (390, "ko", False),
    ],
)
def test_a_newcomer_walks_through_all_of_it(visit, width, language, script):
    draw_map(now=now())
    visitor = visit(width=width, language=language, script=script)
    for step in WALK:
        step(visitor, SAYS[language])
