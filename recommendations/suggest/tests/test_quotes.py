"""Each band of a list is quoted with the sentence that is nearest to what found it (N1)."""

from datetime import UTC, datetime

import numpy as np
import pytest
from django.utils import translation

from bands.models import BandDescription
from config.tests.callers import as_member
from config.tests.reading import words
from embeddings.models import EmbeddingSpace, TextVector
from embeddings.sentences.services import fingerprint
from recommendations.algorithms.registry import ALGORITHMS
from recommendations.suggest.services import stored_recommendations, update_recommendations
from recommendations.suggest.tests.worlds import DIMENSIONS, axis, the_example, turned
from recommendations.templatetags.reasons import quote

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
FAR, NEAR, MIDDLE = (
    "여기는 아주 먼 문장이다.",
    "가장 가까운 문장이 여기 있다.",
    "그 사이의 문장이다.",
)
TEXT = f"{FAR} {NEAR} {MIDDLE}"
TEXT_EN = "This one is far away. And this one is the closest."


@pytest.fixture
def member():
    """쏜애플 is found by the first taste; its sentences lie at known angles to it."""
    member = the_example()
    BandDescription.objects.filter(band_id=1387).update(text=TEXT, text_en=TEXT_EN)
    far, near = TEXT_EN.split(". ")
    for text, share in ((FAR, 0.1), (NEAR, 0.9), (MIDDLE, 0.5), (f"{far}.", 0.2), (near, 0.8)):
        learn(text, share * turned(0) + np.sqrt(1 - share**2) * axis(11))
    return member


def learn(text: str, vector) -> None:
    key = EmbeddingSpace.objects.get().model_key
    assert vector.shape == (DIMENSIONS,)
    TextVector.objects.create(model_key=key, fingerprint=fingerprint(text), vector=vector)


def update(member, **options):
    return update_recommendations(member_id=member.pk, now=NOW, **options)


def quotes(made) -> dict[str, str]:
    return {item.band.name: quote(item) for item in made.items}


@pytest.mark.parametrize("algorithm", sorted(ALGORITHMS))
def test_the_nearest_sentence_is_quoted_and_bands_without_vectors_have_none(member, algorithm):
    """V1 and V2 search for all tastes at once: the order of the sentences is the same there."""
    said = quotes(update(member, algorithm=algorithm))

    assert said.pop("쏜애플") == NEAR
    assert set(said.values()) == {""}


def test_in_english_the_english_text_is_quoted(member):
    made = update(member)

    with translation.override("en"):
        assert quotes(made)["쏜애플"] == "And this one is the closest."


def test_a_text_of_which_a_sentence_has_no_vector_is_not_quoted(member):
    TextVector.objects.filter(fingerprint=fingerprint(FAR)).delete()

    assert quotes(update(member))["쏜애플"] == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{TEXT} 한 줄이 더 붙었다.", NEAR),
        (TEXT.replace("가장 가까운", "더는 없는"), ""),
        (f"앞에 붙었다. {TEXT}", ""),
        ("", ""),
    ],
    ids=["added behind", "changed", "moved", "taken away"],
)
def test_an_edited_text_is_never_misquoted(member, text, said):
    """Every quoted sentence is a part of the published text of this moment."""
    update(member)

    BandDescription.objects.filter(band_id=1387).update(text=text)

    shown = quotes(stored_recommendations(member_id=member.pk, now=NOW))["쏜애플"]
    assert shown == said
    assert shown in text


def test_the_page_and_the_api_show_it(member, client):
    given = as_member(member).post("/api/bands/recommendations/update").json()["payload"]["bands"]

    assert [band["reasons"]["quote"] for band in given] == [NEAR, None, None, None, None]
    client.force_login(member)
    page = words(client.get("/list/"))
    assert f"{NEAR} 소개글에서 내 취향에 가장 가까운 문장" in page


def test_a_list_of_before_quotes_shows_none(member):
    made = update(member)
    item = made.items[0]
    row = type(item.reasons)(item.reasons.because, (), 0, "best")

    assert quote(type(item)(item.band, item.score, item.priority, row)) == ""
