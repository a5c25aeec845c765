"""Workers are killed, the broker is wiped, curators go on: every text ends in its own vector."""

import random
import time
from collections.abc import Iterator

import numpy as np
import pytest
import redis
from django.conf import settings

from bands.models import BandDescription
from config.tests.world import make_band
from embeddings import spaces
from embeddings.hints import hint_after_commit
from embeddings.models import BandVector, EmbeddingSpace
from embeddings.tests.fake_openai import Control, FakeOpenAI
from embeddings.tests.openai_faults import vector_of
from embeddings.tests.processes import DIMENSIONS, SETTLE_SECONDS, Processes, wait_for

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.services,
    pytest.mark.slow,
]


@pytest.fixture
def provider() -> Iterator[FakeOpenAI]:
    with FakeOpenAI(control=Control(latency_ms=150, dimensions=DIMENSIONS)) as server:
        yield server


@pytest.fixture
def processes(provider: FakeOpenAI, tmp_path) -> Iterator[Processes]:
    started = Processes(provider, str(tmp_path))
    yield started
    started.stop()


def edit(band_id: int, text: str) -> None:
    description = BandDescription.objects.get(pk=band_id)
    description.text = text
    description.save()
    hint_after_commit()


def settled(n_bands: int) -> bool:
    space = EmbeddingSpace.objects.active()
    return (
        space is not None
        and BandVector.objects.filter(space=space).count() == n_bands
        and spaces.pending_count(space.pk) == 0
    )


def right_vectors() -> int:
    """How many bands have exactly the vector of the text they have now."""
    texts = dict(BandDescription.objects.values_list("band_id", "text"))
    space = EmbeddingSpace.objects.active()
    arrays = BandVector.objects.arrays(space.pk, texts)
    return sum(
        np.allclose(vector, vector_of(texts[pk], dimensions=DIMENSIONS), atol=1e-6)
        for pk, vector in arrays.items()
    )


def test_two_hundred_texts_survive_four_hundred_edits_and_thirteen_kills(provider, processes):
    """RELIABILITY F1: 200/200, nothing stale or missing, calls at most 1.2 x (bands + edits)."""
    chance = random.Random(20261121)
    bands = [make_band(f"band-{n}", text=f"text {n}").pk for n in range(200)]
    hint_after_commit()
    kills = set(chance.sample(range(20, 400), 13))

    for step in range(400):
        edit(chance.choice(bands), f"edit {step}")
        if step in kills:
            processes.kill_worker_at_work()
        if step == 200:
            redis.Redis.from_url(settings.REDIS_URL).flushdb()

    assert wait_for(lambda: settled(200), SETTLE_SECONDS)
    assert right_vectors() == 200
    assert len(provider.texts) <= 1.2 * (200 + 400)


def test_killed_children_lose_no_text(provider, processes):
    """RELIABILITY F2: as the kernel's memory killer does it."""
    for n in range(40):
        make_band(f"band-{n}", text=f"text {n}")
        hint_after_commit()
        if n % 5 == 4:
            processes.kill_a_child()
            time.sleep(0.2)

    assert wait_for(lambda: settled(40), SETTLE_SECONDS)
    assert right_vectors() == 40


def test_tasks_delivered_three_times_ask_the_provider_once(provider, processes):
    """RELIABILITY F10."""
    for n in range(60):
        make_band(f"band-{n}", text=f"text {n}")
        for _ in range(3):
            hint_after_commit()

    assert wait_for(lambda: settled(60), SETTLE_SECONDS)
    assert right_vectors() == 60
    assert len(provider.texts) <= 60
