"""The life of a preview: asked for once, worked on in turns, never lost (RELIABILITY D2, D3)."""

from dataclasses import replace

import pytest

from bands.acts import UnknownWords
from bands.drafts import services as drafts
from bands.drafts.services import DraftClosed, DraftMoved
from bands.models import Band, BandDraft, BandRevision
from config.tests.threads import at_once
from config.tests.world import make_keyword, make_member, make_space
from embeddings.models import EmbeddingSpace, TextVector
from embeddings.services import keyword_fingerprint
from embeddings.text import compose
from embeddings.text.base import Purpose
from recommendations.preview import services
from recommendations.preview.models import DraftPreview
from recommendations.preview.outlook import outlook_of
from recommendations.preview.tests.stage import NOW, set_stage
from recommendations.suggest.services import update_recommendations

pytestmark = pytest.mark.django_db(transaction=True)

State, Step = DraftPreview.State, DraftPreview.Step


@pytest.fixture
def stage(settings):
    with set_stage(settings) as stage:
        yield stage


def test_a_preview_is_made_and_the_draft_is_still_a_draft(stage):
    stage.ask()

    assert stage.work() is None

    preview = stage.preview
    assert (preview.state, preview.number, preview.space) == (State.DONE, 1, stage.space)
    assert preview.effect.before == outlook_of(band_id=stage.band.pk, space=stage.space)
    assert preview.effect.after.nearest != preview.effect.before.nearest
    assert preview.effect.lists.looked_at == 1
    assert BandDraft.objects.get().state == BandDraft.State.DRAFT
    assert list(BandRevision.objects.values_list("number", flat=True)) == [1]


def test_asking_twice_is_one_job(stage):
    first, second = stage.ask(), stage.ask()

    stage.work()

    assert (first.pk, len(stage.server.calls)) == (second.pk, 1)


def test_two_who_ask_at_the_same_moment_ask_for_one_job(stage):
    previews = at_once(stage.ask, stage.ask)

    assert previews[0] == previews[1]


def test_asking_again_when_it_is_done_computes_it_anew(stage):
    stage.ask()
    stage.work()
    first = stage.preview

    stage.ask()
    assert stage.preview.state == State.WAITING
    stage.work(after=5)

    assert stage.preview.made_at > first.made_at
    assert len(stage.server.calls) == 1  # the vector of the text is known by now


def test_a_draft_that_is_published_has_no_preview_any_more(stage):
    drafts.publish(draft_id=stage.draft.pk, by=None, now=NOW)

    with pytest.raises(DraftClosed):
        stage.ask()


def test_a_worker_that_died_is_followed_by_another_that_goes_on(stage):
    for _ in range(40):
        listener = make_member(bands=Band.objects.order_by("pk")[:3], keywords=[_word()])
        update_recommendations(member_id=listener.pk, now=NOW)
    stage.ask()
    stage.work(seconds=-1)  # its time is up after the first steps; nobody comes back for it

    assert stage.preview.step == Step.LISTS
    assert stage.work(after=1) is None
    assert stage.preview.state == State.WORKING

    stage.work(after=60)

    assert (stage.preview.state, stage.preview.effect.lists.looked_at) == (State.DONE, 41)
    assert len(stage.server.calls) == 1


def test_turns_go_on_where_the_last_one_ended(stage):
    stage.ask()

    held = stage.work(seconds=-1)
    assert (held, stage.preview.state) == (stage.preview.pk, State.WORKING)
    assert stage.work(held=held) is None

    assert stage.preview.state == State.DONE


def test_a_worker_that_lost_its_lease_writes_nothing(stage):
    """While it waits for the provider another worker takes over and finishes."""
    stage.ask()
    stage.server.before_answer = lambda _call: _take_over(stage)

    stage.work()

    assert (stage.preview.run, stage.preview.state) == (2, State.DONE)


def test_a_preview_that_never_gets_on_is_given_up(stage, monkeypatch):
    stage.ask()
    DraftPreview.objects.update(attempts=services.ATTEMPTS)

    stage.work()

    assert (stage.preview.state, stage.preview.error) == (State.FAILED, "gave_up")


def test_a_draft_that_is_edited_meanwhile_is_previewed_as_it_is_now(stage):
    stage.ask()
    stage.rewrite("아주 다른 글.")

    stage.work()
    assert (stage.preview.state, stage.preview.number) == (State.WAITING, 2)
    stage.work()

    assert (stage.preview.state, stage.preview.number) == (State.DONE, 2)


def test_a_newer_edit_makes_a_preview_stale(stage):
    stage.ask()
    stage.work()

    stage.rewrite("아주 다른 글.")

    stage.draft.refresh_from_db()
    assert stage.preview.number != stage.draft.number
    assert (stage.ask().state, stage.preview.number) == (State.WAITING, 2)


def test_a_space_that_takes_over_meanwhile_starts_it_anew(stage):
    stage.ask()
    DraftPreview.objects.update(space=make_space(12, status="building"), step=Step.NEAREST)

    stage.work()
    stage.work()

    assert (stage.preview.state, stage.preview.space) == (State.DONE, stage.space)


FAULTS = {
    "500": "server_error",
    "401": "unauthorized",
    "quota": "insufficient_quota",
    "429": "rate_limited",
    "400_input": "bad_text",
    "404_model": "not_found",
}


@pytest.mark.parametrize(("fault", "error"), FAULTS.items())
def test_a_provider_that_fails_is_told_by_name(stage, fault, error):
    stage.server.fault = fault
    stage.ask()

    stage.work()

    assert (stage.preview.state, stage.preview.error) == (State.FAILED, error)
    assert BandDraft.objects.get().is_open


def test_after_a_failure_asking_again_is_enough(stage):
    stage.server.fault = "500"
    stage.ask()
    stage.work()
    stage.server.fault = ""

    stage.ask()
    stage.work(after=120)

    assert stage.preview.state == State.DONE


def test_a_band_that_moved_is_told(stage):
    other = replace(stage.draft.base.act, description="남이 쓴 글.")
    rival = drafts.begin(band_id=stage.band.pk, act=other, seen=1, by=None, now=NOW)
    drafts.publish(draft_id=rival.pk, by=None, now=NOW)
    stage.ask()

    stage.work()

    assert (stage.preview.state, stage.preview.error) == (State.FAILED, "band_moved")


def test_before_the_first_space_there_is_nothing_to_compute_with(stage):
    EmbeddingSpace.objects.all().delete()
    stage.ask()

    stage.work()

    assert stage.preview.error == "catalogue_not_ready"


def test_what_is_looked_at_is_bounded_and_said_to_be_a_sample(stage, monkeypatch):
    monkeypatch.setattr(services, "LISTS_MOST", 2)
    for _ in range(4):
        listener = make_member(bands=Band.objects.order_by("pk")[:3], keywords=[_word()])
        update_recommendations(member_id=listener.pk, now=NOW)
    stage.ask()

    stage.work()

    lists = stage.preview.effect.lists
    assert (lists.total, lists.looked_at, lists.is_sample) == (5, 2, True)


def test_a_preview_does_not_take_longer_than_it_may(stage, monkeypatch):
    monkeypatch.setattr(services, "LISTS_SECONDS", -1)
    stage.ask()

    stage.work()

    lists = stage.preview.effect.lists
    assert (stage.preview.state, lists.looked_at, lists.total) == (State.DONE, 0, 1)


def test_lists_that_need_a_provider_that_is_down_are_left_out(stage):
    """Nothing outside is waited for while the draft is on."""
    member = make_member(bands=Band.objects.all()[:3], keywords=[make_keyword("처음 듣는")])
    update_recommendations(member_id=member.pk, now=NOW)
    stage.ask()
    stage.work(seconds=-1)
    TextVector.objects.exclude(fingerprint__in=_known(stage)).delete()
    stage.server.fault = "500"

    stage.work(held=stage.preview.pk)

    lists = stage.preview.effect.lists
    assert (stage.preview.state, lists.looked_at, lists.total) == (State.DONE, 1, 2)


def test_an_accepted_keyword_is_in_the_draft_and_its_effect_is_asked_for(stage):
    services.accept_keyword(
        draft_id=stage.draft.pk, word="신나는", told=1, by=stage.listener.pk, now=NOW
    )

    draft = BandDraft.objects.get()
    assert (draft.act.keywords, draft.number) == (frozenset({"신나는"}), 2)
    assert (stage.preview.state, stage.preview.number) == (State.WAITING, 2)
    assert not stage.band.keywords.exists()


@pytest.mark.parametrize(
    ("word", "told", "error"), [("없는 말", 1, UnknownWords), ("신나는", 7, DraftMoved)]
)
def test_a_keyword_is_not_taken_blindly(stage, word, told, error):
    with pytest.raises(error):
        services.accept_keyword(draft_id=stage.draft.pk, word=word, told=told, by=None, now=NOW)

    assert BandDraft.objects.get().number == 1


def _word():
    return make_keyword("몽환적인")


def _known(stage):
    return [keyword_fingerprint(["몽환적인"]), keyword_fingerprint(["신나는"]), *_drafted(stage)]


def _drafted(stage):
    text = compose.band_text([], stage.draft.act.description)
    return [compose.fingerprint(Purpose.PASSAGE, text)]


def _take_over(stage):
    stage.server.before_answer = lambda _call: None
    at_once(lambda: stage.work(after=60))
