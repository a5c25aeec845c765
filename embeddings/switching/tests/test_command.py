"""The whole way on the command line, with two models of a real server (F15, rows 70-71)."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from bands.models import Band
from config.tests.world import make_band, make_golden_pair
from embeddings.models import BandVector, EmbeddingSpace, SpaceChange
from embeddings.tests.fake_openai import Control, FakeOpenAI

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings):
    with FakeOpenAI(control=Control(dimensions=16)) as server:
        settings.EMBEDDING_PROVIDER = "openai"
        settings.OPENAI_API_KEY = "sk-of-the-tests"
        settings.OPENAI_BASE_URL = server.base_url
        settings.OPENAI_EMBEDDING_MODEL = "model-a"
        settings.OPENAI_EMBEDDING_DIMENSIONS = 16
        for number in range(20):
            make_band(f"band-{number:02}", name=f"밴드 {number}", text=f"글 {number}")
        call_command("embed", stdout=StringIO())
        yield server


def spaces(*arguments):
    out = StringIO()
    call_command("spaces", *map(str, arguments), stdout=out)
    return out.getvalue()


def created(*more):
    given = ("--provider", "openai", "--model", "model-b", "--dimensions", 16)
    return int(spaces("create", *given, *more).split()[0])


def test_create_estimate_fill_compare_switch_roll_back_and_delete(site):
    a = EmbeddingSpace.objects.active()
    b = created("--note", "새 모델")
    assert "texts      20" in spaces("estimate", b)
    assert "unknown" in spaces("estimate", b)
    with pytest.raises(CommandError, match="20팀 가운데 20팀"):
        spaces("switch", b)

    assert "filling: 20/20" in spaces("fill", b, "--here")
    assert "overlap@10: 0." in spaces("compare", b, "--here")
    assert "switched" in spaces("switch", b, "--why", "더 낫다")
    assert EmbeddingSpace.objects.active().pk == b
    assert "back" in spaces("rollback", "--why", "아니다")
    assert EmbeddingSpace.objects.active() == a

    with pytest.raises(CommandError, match="되돌릴 때"):
        spaces("delete", b, "--yes")
    spaces("delete", b, "--yes", "--also-rollback-target")
    kinds = list(SpaceChange.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["refused", "switched", "back", "deleted"]
    assert "active" in spaces("list")


def test_the_gate_stands_on_the_command_line_too(site):
    a, b = EmbeddingSpace.objects.active(), created()
    spaces("fill", b, "--here")
    first, *others = Band.objects.order_by("pk")
    vectors = BandVector.objects.arrays(a.pk, [first.pk, *(band.pk for band in others)])
    nearest = max(others, key=lambda band: float(vectors[band.pk] @ vectors[first.pk]))
    make_golden_pair(first, nearest)

    with pytest.raises(CommandError, match="기준 짝"):
        spaces("switch", b)
    with pytest.raises(CommandError, match="까닭"):
        spaces("switch", b, "--override")
    assert "overridden" in spaces("switch", b, "--override", "--why", "시험")


def test_a_fill_can_be_limited_paused_and_given_up(site):
    b = created()

    assert "budget: " in spaces("fill", b, "--here", "--budget-tokens", 8)
    spaces("fill", b, "--texts-per-minute", 60)
    assert "paused" in spaces("pause", b)
    assert "retired" in spaces("retire", b)
    with pytest.raises(CommandError, match="EMBEDDING_PRICES"):
        spaces("fill", b, "--budget-usd", "0.5")


@pytest.mark.parametrize(
    "wrong",
    [
        ("switch", 0),
        ("fill", 1, "--budget-tokens", "-1"),
        ("fill", 1, "--budget-usd", "NaN"),
        ("estimate", 0),
        ("nothing",),
    ],
)
def test_what_makes_no_sense_is_said(site, wrong):
    with pytest.raises(CommandError):
        spaces(*wrong)
