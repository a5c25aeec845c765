"""A senior curator changes the model in the admin, as a person does: by reading and clicking."""

from collections.abc import Iterator

import pytest
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from bands.models import Band
from config.tests.browser.conftest import Visitor
from config.tests.browser.walks import overflow
from config.tests.world import make_golden_pair, make_member
from embeddings import sweep
from embeddings.models import BandVector, EmbeddingSpace
from embeddings.switching import comparing
from embeddings.tests.fake_openai import Control, FakeOpenAI
from members.roles import Role, give_role

pytestmark = pytest.mark.browser

DIMENSIONS = 8
SAYS = {
    "ko": {
        "unknown": "모름",
        "filling": "채우는 중",
        "refused": "지금은 바꿀 수 없습니다.",
        "pairs": "기준 짝이",
        "override": "막혔지만 까닭을 남기고 바꾸기",
        "reason": "까닭을 적어 주세요",
        "serves": "쓰는 중",
        "overridden": "막혔으나 바꿈",
        "back": "되돌림",
    },
    "en": {
        "unknown": "Unknown",
        "filling": "Filling",
        "refused": "It cannot take over now.",
        "pairs": "of the golden pairs hold",
        "override": "Override with this reason",
        "reason": "please give a reason",
        "serves": "In use",
        "overridden": "Switched by override",
        "back": "reverted",
    },
}


@pytest.fixture
def server(settings) -> Iterator[FakeOpenAI]:
    """The settings name the model that the test makes a space of."""
    with FakeOpenAI(control=Control(dimensions=DIMENSIONS)) as fake:
        settings.EMBEDDING_PROVIDER = "openai"
        settings.OPENAI_API_KEY = "sk-of-the-tests"
        settings.OPENAI_BASE_URL = fake.base_url
        settings.OPENAI_EMBEDDING_MODEL = "model-b"
        settings.OPENAI_EMBEDDING_DIMENSIONS = DIMENSIONS
        yield fake


def work() -> None:
    """What a worker does."""
    while sweep.embed_one_batch(now=now(), seconds=20):
        pass


def near_pairs_of_the_stage(space: EmbeddingSpace) -> None:
    """The named acts and the other band that is nearest in this space: near here, chance there."""
    bands = list(Band.objects.order_by("pk"))
    vectors = BandVector.objects.arrays(space.pk, [band.pk for band in bands])
    for act in bands[:8]:
        at = vectors[act.pk]
        near = max(bands[8:], key=lambda band, at=at: float(vectors[band.pk] @ at))
        make_golden_pair(act, near)


def log_in(visitor: Visitor) -> Page:
    member = make_member("senior")
    give_role(member_ids=[member.pk], role=Role.SENIOR)
    page = visitor.go("/admin/")
    page.locator("[name=username]").fill("senior")
    page.locator("[name=password]").fill("pw-of-tests")
    page.locator("[type=submit]").click()
    return page


@pytest.mark.parametrize(("language", "script"), [("ko", True), ("en", False)])
def test_a_model_is_made_filled_compared_refused_overridden_and_taken_back(
    visit, server, language, script
):
    """N5, N6: create, fill, compare, refused, override, switch, roll back."""
    says = SAYS[language]
    old = EmbeddingSpace.objects.active()
    near_pairs_of_the_stage(old)
    visitor = visit(language=language, script=script)
    page = log_in(visitor)

    visitor.go("/admin/embeddings/embeddingspace/add/")
    page.locator("[name=provider]").select_option("openai")
    page.locator("[name=model]").fill("model-b")
    page.locator("[name=dimensions]").fill(str(DIMENSIONS))
    page.locator("[name=note]").fill("무대의 두 번째 모델")
    page.locator(".space-form [type=submit]").click()
    expect(page.locator("#filling")).to_contain_text(says["unknown"])
    expect(page.locator("#switching")).to_contain_text(says["refused"])

    page.locator("[name=texts_per_minute]").fill("100000")
    page.locator("[name=budget_tokens]").fill("1000000")
    page.locator("#filling [type=submit]").first.click()
    expect(page.locator("#filling .space-state")).to_have_text(says["filling"])
    work()
    page.reload()
    expect(page.locator("#filling")).to_contain_text("38 / 38")

    page.locator("#comparing [type=submit]").click()
    comparing.compare_one(now=now())
    expect(page.locator("#comparing tbody tr")).to_have_count(7 + 3 + 10, timeout=20_000)
    assert overflow(page) <= 0

    expect(page.locator("#switching .errornote")).to_contain_text(says["pairs"])
    page.locator("#switch-form [type=submit]").first.click()
    expect(page.locator(".messagelist .error")).to_contain_text(says["pairs"])
    override = page.get_by_role("button", name=says["override"])
    override.click()
    expect(page.locator(".messagelist .error")).to_contain_text(says["reason"])
    assert EmbeddingSpace.objects.active() == old

    page.locator("#switch-why").fill("새 모델을 믿는다")
    override.click()
    expect(page.locator(".space-state").first).to_have_text(says["serves"])
    expect(page.locator("#log")).to_contain_text(says["overridden"])
    expect(page.locator("#log")).to_contain_text("새 모델을 믿는다")

    page.locator("#back-why").fill("낯설다")
    page.locator("#leaving [type=submit]").click()
    expect(page.locator(".space-state").first).to_have_text(says["serves"])
    expect(page.locator("#log")).to_contain_text(says["back"])
    assert EmbeddingSpace.objects.active() == old
