"""Two writers at once, and picks that change meanwhile (RELIABILITY F8, F9; CONTRACT P8)."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from config.tests.world import make_band, make_keyword, place
from embeddings.models import EmbeddingSpace
from embeddings.tests.fake_openai import Control, FakeOpenAI
from members.models import Member, MemberBand, MemberKeyword
from recommendations.suggest.inputs import load_inputs
from recommendations.suggest.models import BandRecommend, RecommendList
from recommendations.suggest.refusals import ListBusy
from recommendations.suggest.services import update_recommendations
from recommendations.suggest.tests.worlds import DIMENSIONS, axis, the_example

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
ROUNDS_OF_TWO_WRITERS = 1000
ROUNDS_OF_CHANGED_PICKS = 200


def is_whole(member: Member) -> bool:
    """Five rows, priorities 1 to 5, distinct bands, of the list that the header names."""
    rows = list(BandRecommend.objects.for_member(member.pk).values_list("priority", "band_id"))
    return [priority for priority, _ in rows] == [1, 2, 3, 4, 5] and len(
        {band for _, band in rows}
    ) == 5


def test_two_updates_at_once_leave_one_writers_whole_list():
    """RELIABILITY F8: 1,000 of 1,000 rounds, no error but "busy"."""
    member = the_example()
    both = threading.Barrier(2, timeout=30)

    def update() -> str:
        both.wait()
        try:
            update_recommendations(member_id=member.pk, now=NOW)
        except ListBusy:
            return "busy"
        return "made"

    def many_updates() -> list[str]:
        try:
            return [update() for _ in range(ROUNDS_OF_TWO_WRITERS)]
        finally:
            connection.close()

    checked = [0]
    with ThreadPoolExecutor(2) as pool:
        writers = [pool.submit(many_updates) for _ in range(2)]
        while not all(writer.done() for writer in writers):
            assert not RecommendList.objects.exists() or is_whole(member)
            checked[0] += 1
            time.sleep(0.005)  # the writers are to have the processor
        outcomes = [outcome for writer in writers for outcome in writer.result()]

    assert len(outcomes) == 2 * ROUNDS_OF_TWO_WRITERS
    assert set(outcomes) <= {"made", "busy"}
    assert outcomes.count("made") >= ROUNDS_OF_TWO_WRITERS
    assert is_whole(member)
    assert checked[0] > 0


def test_a_list_belongs_to_the_picks_of_its_moment(settings):
    """RELIABILITY F9: picks change while the provider is thinking, 200 of 200 rounds."""
    member = the_example()
    spare = make_band("spare")
    place(EmbeddingSpace.objects.get(), spare, axis(11))
    EmbeddingSpace.objects.update(provider="openai", model="text-embedding-3-small")
    settings.OPENAI_API_KEY = "sk-of-the-tests"

    def change_picks(_call: object) -> None:
        picked = MemberBand.objects.filter(member=member, band=spare)
        if not picked.delete()[0]:
            MemberBand.objects.create(member=member, band=spare)
        connection.close()

    control = Control(dimensions=DIMENSIONS)
    with FakeOpenAI(control=control, before_answer=change_picks) as server:
        settings.OPENAI_BASE_URL = server.base_url
        settings.OPENAI_EMBEDDING_DIMENSIONS = DIMENSIONS
        right = 0
        for n in range(ROUNDS_OF_CHANGED_PICKS):
            _pick_a_new_keyword(member, n)
            update_recommendations(member_id=member.pk, now=NOW)
            inputs = load_inputs(member_id=member.pk, now=NOW)
            right += RecommendList.objects.get().inputs_hash == inputs.fingerprint

    assert len(server.calls) == ROUNDS_OF_CHANGED_PICKS
    assert right == ROUNDS_OF_CHANGED_PICKS


def _pick_a_new_keyword(member: Member, n: int) -> None:
    """One that no vector is stored for, so that the provider is asked."""
    MemberKeyword.objects.filter(member=member).delete()
    MemberKeyword.objects.create(member=member, keyword=make_keyword(f"새 낱말 {n}"))


def test_a_writer_that_waits_too_long_is_told_to_come_back():
    """RELIABILITY D1: a bounded wait, 409 with Retry-After, and the old list stays."""
    member = the_example()
    update_recommendations(member_id=member.pk, now=NOW)
    before = list(BandRecommend.objects.values_list("pk", flat=True))
    held, release = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Member.objects.select_for_update().get(pk=member.pk)
            held.set()
            release.wait(30)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        holder = pool.submit(hold)
        held.wait(30)
        with pytest.raises(ListBusy) as caught:
            update_recommendations(member_id=member.pk, now=NOW)
        release.set()
        holder.result()

    assert (caught.value.status, caught.value.retry_after) == (409, 1)
    assert list(BandRecommend.objects.values_list("pk", flat=True)) == before
