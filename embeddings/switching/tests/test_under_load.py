"""The model changes under load: no request fails, no two spaces are compared (RELIABILITY F15)."""

import http.client
import itertools
import json
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest
from django.utils.timezone import now

from bands.models import Band
from config.env import BASE_DIR
from config.tests.places import eventually, free_port
from config.tests.world import make_band, make_keyword, make_member
from embeddings import spaces, sweep
from embeddings.filling.coverage import coverage_of
from embeddings.filling.services import create_space, start_fill
from embeddings.hints import hint_after_commit
from embeddings.models import BandVector, EmbeddingSpace, SpaceFill
from embeddings.switching.services import SwitchRefused, roll_back, switch
from embeddings.switching.tests.conftest import A, B, canary
from embeddings.tests.fake_openai import FakeOpenAI
from embeddings.tests.processes import (
    DIMENSIONS,
    SETTLE_SECONDS,
    Processes,
    address_of_the_test_database,
    wait_for,
)
from members.models import Member, MemberBand
from members.tokens import AccessToken
from recommendations.suggest.models import RecommendList
from recommendations.suggest.services import update_recommendations

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.services,
    pytest.mark.slow,
]

BANDS, MEMBERS = 520, 8
CLIENTS, PAUSE = 4, 0.2  # seconds between two requests of a client
SERVE_SECONDS = 2.0  # for which each of the two serves, at least
FLIPS = 6

List = tuple[tuple[int, float], ...]


@pytest.fixture
def site(settings, provider: FakeOpenAI) -> FakeOpenAI:
    """520 bands in the space of model A, and members who chose."""
    settings.EMBEDDING_PROVIDER = "openai"
    settings.OPENAI_API_KEY = "sk-of-the-tests"
    settings.OPENAI_BASE_URL = provider.base_url
    settings.OPENAI_EMBEDDING_MODEL = A
    settings.OPENAI_EMBEDDING_DIMENSIONS = DIMENSIONS
    chance = random.Random(15)
    words = [make_keyword(f"말{number}") for number in range(12)]
    bands = [make_band(f"band-{n:03}", text=f"글 {n}") for n in range(BANDS)]
    for number in range(MEMBERS):
        chosen = chance.sample(words, 3)
        member = make_member(f"member{number}", keywords=chosen)
        picks = chance.sample(bands, 6)
        MemberBand.objects.bulk_create(MemberBand(member=member, band=band) for band in picks)
    fill_all()
    return provider


@pytest.fixture
def server(site: FakeOpenAI) -> Iterator[int]:
    """The real web server on the test's database."""
    port = free_port()
    command = ["gunicorn", "--threads=4", "--no-control-socket", f"--bind=127.0.0.1:{port}"]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings_test",
        "DATABASE_URL": address_of_the_test_database(),
        "EMBEDDING_PROVIDER": "openai",
        "OPENAI_API_KEY": "sk-of-the-tests",
        "OPENAI_BASE_URL": site.base_url,
        "OPENAI_EMBEDDING_MODEL": A,
        "OPENAI_EMBEDDING_DIMENSIONS": str(DIMENSIONS),
        "LOG_LEVEL": "WARNING",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", *command, "config.wsgi"], cwd=BASE_DIR, env=environment
    )
    eventually(lambda: is_up(port))
    yield port
    process.terminate()
    process.wait()


def is_up(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def fill_all() -> None:
    while sweep.embed_one_batch(now=now(), seconds=20):
        pass


def new_space() -> EmbeddingSpace:
    space = create_space(
        provider="openai", model=B, dimensions=DIMENSIONS, centred=False, note="", now=now()
    )
    start_fill(space_id=space.pk, texts_per_minute=None, budget_tokens=None, by=None, now=now())
    return space


@dataclass
class Load:
    """Members who press "update" all the time, and what they got."""

    port: int
    answers: list[tuple[int, int, List]] = field(default_factory=list)  # member, status, list
    ended: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Load":
        self.began = time.monotonic()
        tokens = [(one.pk, str(AccessToken.for_member(one))) for one in Member.objects.all()]
        shares = [tokens[number::CLIENTS] for number in range(CLIENTS)]
        self.clients = [threading.Thread(target=self._go, args=(share,)) for share in shares]
        for client in self.clients:
            client.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        for client in self.clients:
            client.join()
        self.seconds = time.monotonic() - self.began

    def _go(self, members: list[tuple[int, str]]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        for member, token in itertools.cycle(members):
            headers = {"Authorization": f"Bearer {token}"}
            connection.request("POST", "/api/bands/recommendations/update", headers=headers)
            answer = connection.getresponse()
            body = json.loads(answer.read())
            bands = body.get("payload", {}).get("bands", ())
            found = tuple((band["bandId"], band["score"]) for band in bands)
            self.answers.append((member, answer.status, found))
            if self.ended.wait(PAUSE):
                break
        connection.close()


def lists() -> dict[int, List]:
    """What each member gets in the space that serves."""
    made = {one.pk: update_recommendations(member_id=one.pk, now=now()) for one in members()}
    return {
        pk: tuple((item.band.pk, round(item.score, 4)) for item in one.items)
        for pk, one in made.items()
    }


def members() -> list[Member]:
    return list(Member.objects.order_by("pk"))


def assert_no_space_holds_anothers_vectors(a: EmbeddingSpace, b: EmbeddingSpace) -> None:
    for space, half in ((a, slice(DIMENSIONS // 2, None)), (b, slice(None, DIMENSIONS // 2))):
        ids = Band.objects.values_list("pk", flat=True)
        rows = np.array(list(BandVector.objects.arrays(space.pk, ids).values()))
        assert len(rows) == BANDS
        assert not rows[:, half].any()


def test_a_model_is_changed_and_changed_back_under_load(server):
    """520 bands, one dimension, real requests all the time: every answer is of one space."""
    a = EmbeddingSpace.objects.active()
    with Load(server) as load:
        b = new_space()
        with pytest.raises(SwitchRefused):
            switch(space_id=b.pk, by=None, now=now())
        fill_all()
        assert EmbeddingSpace.objects.active() == a
        switch(space_id=b.pk, by=None, now=now())
        for _ in range(FLIPS):
            time.sleep(SERVE_SECONDS)
            roll_back(by=None, now=now())
    assert EmbeddingSpace.objects.active() == b
    of_b = lists()
    roll_back(by=None, now=now())
    of_a = lists()

    statuses = {status for _member, status, _list in load.answers}
    in_a = sum(found == of_a[member] for member, _status, found in load.answers)
    in_b = sum(found == of_b[member] for member, _status, found in load.answers)
    rate = len(load.answers) / load.seconds
    print(f"\n{len(load.answers)} answers, {rate:.1f}/s: {in_a} of A, {in_b} of B, {statuses}")

    assert statuses == {200}
    assert in_a + in_b == len(load.answers)
    assert min(in_a, in_b) > 20
    assert all(of_a[pk] != of_b[pk] and len(of_a[pk]) == len(of_b[pk]) == 5 for pk in of_a)
    assert min(score for found in (*of_a.values(), *of_b.values()) for _, score in found) > 0.2
    assert set(RecommendList.objects.values_list("space_id", flat=True)) <= {a.pk, b.pk}
    assert_no_space_holds_anothers_vectors(a, b)


def test_the_canary_would_show_one_mixed_comparison():
    """What the test above relies on: across the two models every cosine is 0."""
    texts = [f"글 {number}" for number in range(50)]
    rows_a = np.array([canary(text, model=A) for text in texts])
    rows_b = np.array([canary(text, model=B) for text in texts])

    assert not (rows_a @ rows_b.T).any()
    assert np.linalg.norm(rows_a, axis=1) == pytest.approx(1, abs=1e-6)


def test_a_fill_goes_on_after_its_worker_is_killed(site, provider, tmp_path):
    """Row 70: kill -9 loses no text, and what was sent is never more than what was counted."""
    processes = Processes(
        provider, str(tmp_path), OPENAI_EMBEDDING_MODEL=A, OPENAI_API_KEY="sk-of-the-tests"
    )
    provider.control.latency_ms = 150
    try:
        b = new_space()
        hint_after_commit()
        for _ in range(3):
            processes.kill_worker_at_work()
        serving = EmbeddingSpace.objects.active().pk
        assert wait_for(lambda: coverage_of(b, serving).is_full, SETTLE_SECONDS)
    finally:
        processes.stop()

    sent = sum(len(call.texts) for call in provider.calls if call.model == B)
    counted = SpaceFill.objects.get(space=b).asked_texts
    needed = coverage_of(b, serving).whole.total
    print(f"\n{needed} texts needed, {sent} sent, {counted} counted, 3 workers killed")
    assert needed <= sent <= counted <= 1.2 * needed
    assert spaces.pending_count(b.pk) == 0
    ids = dict(Band.objects.values_list("pk", "description__text"))
    arrays = BandVector.objects.arrays(b.pk, ids)
    assert all(np.allclose(row, canary(ids[pk], model=B), atol=1e-6) for pk, row in arrays.items())
    assert len(arrays) == BANDS
