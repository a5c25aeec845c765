"""A curator tidies keywords and accepts suggestions, in a real browser, with and without script."""

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from bands.models import Band, BandKeyword, Keyword
from config.tests.browser.conftest import Visitor
from config.tests.stage import DIMENSIONS
from config.tests.world import know, make_keyword, make_member
from embeddings.models import EmbeddingSpace

pytestmark = pytest.mark.browser

PASSWORD = "pw-of-tests"
SAYS = {
    "ko": {
        "tidy": "키워드 다듬기",
        "ask": "합치기…",
        "merge": "합치기",
        "undo": "합치기 취소",
        "accept": "고른 것 받아들이기",
        "accepted": "키워드 1개를 달았습니다.",
    },
    "en": {
        "tidy": "Tidy keywords",
        "ask": "Merge…",
        "merge": "Merge",
        "undo": "Undo the merge",
        "accept": "Accept the chosen",
        "accepted": "1 keyword given.",
    },
}


def enter(visitor: Visitor) -> Page:
    make_member("curator", is_staff=True, is_superuser=True)
    page = visitor.go("/admin/login/")
    page.locator("[name=username]").fill("curator")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[type=submit]").click()
    page.wait_for_url("**/admin/")
    return page


def spell_twice() -> tuple[Keyword, set[int]]:
    """A second spelling of a keyword, on three of its bands."""
    word = Keyword.objects.get(keyword="인디 록")
    bands = list(Band.objects.filter(keywords=word).order_by("pk")[:3])
    twin = make_keyword("인디록", "genre")
    BandKeyword.objects.bulk_create(BandKeyword(band=band, keyword=twin) for band in bands)
    return twin, {band.pk for band in bands}


def carriers(word: Keyword) -> set[int]:
    return set(BandKeyword.objects.filter(keyword=word).values_list("band_id", flat=True))


@pytest.mark.parametrize(("language", "script"), [("ko", True), ("en", False)])
def test_from_a_proposal_to_the_merge_and_back(visit, language, script):
    """CONTRACT S14, S19."""
    says = SAYS[language]
    twin, before = spell_twice()
    visitor = visit(language=language, script=script)
    page = enter(visitor)
    visitor.go("/admin/bands/keyword/")
    page.get_by_role("link", name=says["tidy"]).click()
    row = page.locator("tr", has_text="인디록").first
    row.get_by_role("link", name=says["ask"]).click()
    expect(page.locator(".lead")).to_have_text("인디록 → 인디 록")
    page.get_by_role("button", name=says["merge"], exact=True).click()

    expect(page.locator(".messagelist .success")).to_contain_text("인디록 → 인디 록")
    assert carriers(twin) == set()
    page.get_by_role("button", name=says["undo"]).click()
    expect(page.locator("tr", has_text="인디록").first).to_be_visible()
    assert carriers(twin) == before


@pytest.mark.parametrize(("language", "script"), [("ko", True), ("en", False)])
def test_a_suggestion_is_accepted(visit, language, script):
    """CONTRACT S122."""
    says = SAYS[language]
    visitor = visit(language=language, script=script)
    page = enter(visitor)
    know(EmbeddingSpace.objects.active(), ["여성 보컬"], np.eye(DIMENSIONS)[0])
    band = Band.objects.get(name="실리카겔")
    had = band.keywords.count()
    visitor.go(f"/admin/bands/band/{band.pk}/keywords/")
    page.get_by_label("여성 보컬").check()
    page.get_by_role("button", name=says["accept"]).click()

    expect(page.locator(".messagelist .success")).to_contain_text(says["accepted"])
    assert band.keywords.count() == had + 1
