"""A curator sees what a draft will do, and that is what it does (FEATURES N4), in Chromium."""

from dataclasses import replace

import numpy as np
import pytest
from django.urls import reverse
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from bands.acts import stored_acts
from bands.drafts import services as drafts
from bands.models import Band, BandDraft, Keyword
from config.roles import SENIOR
from config.tests.browser.walks import overflow, sign_in
from config.tests.stage import DIMENSIONS
from config.tests.world import make_member
from embeddings.models import BandVector, EmbeddingSpace, TextVector
from embeddings.services import embed_pending_bands, keyword_fingerprint
from embeddings.text import compose, registry
from embeddings.text.base import Purpose
from recommendations.preview import services
from recommendations.suggest.services import update_recommendations

pytestmark = pytest.mark.browser

TEXT = "처음부터 끝까지 질주하는 펑크."
WORD = "신나는"
AFTER = ".side-by-side > div:nth-child(2) .nearest a"


def band() -> Band:
    return Band.objects.get(key="act-4")


def know_text(keywords: set[str], axis: int) -> None:
    """Store what the model would say of the band's text with these keywords."""
    ordered = Keyword.objects.filter(keyword__in=keywords).order_by("id")
    text = compose.band_text(ordered.values_list("keyword", flat=True), TEXT)
    _know(compose.fingerprint(Purpose.PASSAGE, text), axis)


def _know(fingerprint: str, axis: int) -> None:
    TextVector.objects.create(
        model_key=EmbeddingSpace.objects.active().model_key,
        fingerprint=fingerprint,
        vector=np.eye(DIMENSIONS)[axis],
    )


def nearest() -> list[str]:
    space = EmbeddingSpace.objects.active()
    vector = BandVector.objects.arrays(space.pk, [band().pk])[band().pk]
    found = BandVector.objects.nearest(space.pk, vector[None], 10, [band().pk])
    names = Band.objects.in_bulk([one.band_id for one in found])
    return [names[one.band_id].name for one in found]


def a_listener_has_a_list() -> None:
    picks = Band.objects.filter(key__in=["act-0", "act-1", "act-2"])
    member = make_member(bands=picks, keywords=Keyword.objects.filter(keyword="밤"))
    update_recommendations(member_id=member.pk, now=now())


def write_a_draft() -> BandDraft:
    act = replace(stored_acts([band().pk])[band().pk], description=TEXT)
    return drafts.begin(band_id=band().pk, act=act, seen=0, by=None, now=now())


def embed() -> None:
    """What the sweep does for the serving space; the text's vector is known."""
    space = EmbeddingSpace.objects.active()
    embedder = registry.for_space(space.provider, space.model, space.dimensions)
    embed_pending_bands(space=space, embedder=embedder, now=now(), seconds=5)


def take_all_turns() -> None:
    held = services.work(now=now(), seconds=60)
    while held:
        held = services.work(now=now(), seconds=60, held=held)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


@pytest.fixture
def draft(stage) -> BandDraft:
    before = {word.keyword for word in band().keywords.all()}
    know_text(before, axis=0)
    know_text(before | {WORD}, axis=1)
    _know(keyword_fingerprint([WORD]), axis=0)
    a_listener_has_a_list()
    return write_a_draft()


@pytest.mark.parametrize("script", [True, False])
def test_what_the_preview_says_is_what_publishing_does(visit, draft, script):
    visitor = visit(script=script)
    sign_in(visitor, SENIOR)
    page = visitor.go(reverse("admin:bands_banddraft_change", args=[draft.pk]))
    press(page, "효과 미리 보기")
    expect(page.locator(".steps .is-current")).to_contain_text("벡터로 만들기")

    held = services.work(now=now(), seconds=-1)
    expect(page.locator(".steps .is-current")).to_contain_text("회원들의 목록")
    services.work(now=now(), seconds=60, held=held)
    expect(page.locator(AFTER)).to_have_count(10)
    expect(page.locator("#lists + p")).to_contain_text("저장된 목록 1개를 모두")

    press(page, f"+ {WORD}")
    expect(page.locator(".messagelist .success")).to_contain_text("초안에 더했습니다")
    take_all_turns()
    expect(page.locator(AFTER)).to_have_count(10)
    promised = page.locator(AFTER).all_inner_texts()
    assert promised != nearest()

    visitor.go(reverse("admin:bands_banddraft_publish", args=[draft.pk]))
    page.locator(".submit-row").get_by_role("button", name="발행하기").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    embed()

    assert WORD in stored_acts([band().pk])[band().pk].keywords
    assert nearest() == promised


@pytest.mark.parametrize("width", [390, 1280])
def test_the_preview_fits_its_window(visit, draft, width):
    services.ask(draft_id=draft.pk, now=now())
    take_all_turns()
    visitor = visit(width=width, language="en")
    sign_in(visitor, SENIOR)

    page = visitor.go(reverse("admin:recommendations_draftpreview_of", args=[draft.pk]))

    expect(page.get_by_role("heading", name="The ten nearest bands")).to_be_visible()
    assert overflow(page) <= 0
