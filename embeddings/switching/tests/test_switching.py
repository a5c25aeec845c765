"""Switch, override, roll back, retire, delete: one step each, and in the log (N6, row 71)."""

from datetime import UTC, datetime

import pytest

from bands.models import Band
from config.tests.world import make_band, make_golden_pair, make_keyword, make_member
from embeddings import spaces, sweep
from embeddings.filling.services import SpaceRefused, create_space, start_fill
from embeddings.models import BandVector, EmbeddingSpace, TextVector
from embeddings.switching import comparing, services
from embeddings.switching.models import SpaceChange, SpaceComparison
from embeddings.switching.services import SwitchRefused, roll_back, roll_back_target, switch
from embeddings.tests.embedders import KnownEmbedder, vector_of
from embeddings.text import registry
from members.models import MemberBand
from recommendations.suggest.services import update_recommendations

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
Status = EmbeddingSpace.Status
Kind = SpaceChange.Kind


class OneOfManyModels(KnownEmbedder):
    """Its vectors depend on the model's name, as they do in life."""

    def __init__(self, provider="openai", model="first", dimensions=8):
        super().__init__()
        self.provider, self.model, self.dimensions = provider, model, dimensions

    def embed(self, texts, purpose, seconds):
        super().embed(texts, purpose, seconds)
        return [vector_of(f"{self.model}\n{text}") for text in texts]


@pytest.fixture(autouse=True)
def site(settings, monkeypatch):
    """Sixty bands in the space of model "first", with a member who chose."""
    settings.OPENAI_BASE_URL = "http://127.0.0.1:9/v1"  # given, and never called
    monkeypatch.setattr(registry, "for_space", OneOfManyModels)
    configured = {"model": "first"}
    monkeypatch.setattr(registry, "configured", lambda: OneOfManyModels(**configured))
    for number in range(60):
        make_band(f"band-{number:02}", text=f"글 {number}")
    sweep_all()
    return configured


@pytest.fixture
def by():
    return make_member("senior")


@pytest.fixture
def better():
    """A full space of another model that is not the settings' one."""
    return filled("second")


def sweep_all():
    while sweep.embed_one_batch(now=NOW, seconds=5):
        pass


def filled(model, centred=False):
    space = create_space(
        provider="openai", model=model, dimensions=8, centred=centred, note="", now=NOW
    )
    start_fill(space_id=space.pk, texts_per_minute=None, budget_tokens=None, by=None, now=NOW)
    sweep_all()
    space.refresh_from_db()
    return space


def active():
    return EmbeddingSpace.objects.active()


def neighbours_in_the_serving_space():
    """Golden pairs that hold where they were found, and nowhere else but by chance."""
    bands = list(Band.objects.order_by("pk"))
    vectors = BandVector.objects.arrays(active().pk, [band.pk for band in bands])
    for band in bands[:10]:
        others = [one for one in bands if one.pk > band.pk]
        nearest = max(others, key=lambda one: float(vectors[one.pk] @ vectors[band.pk]))
        make_golden_pair(band, nearest)


# --- Switch ------------------------------------------------------------------------------------
def test_a_full_space_takes_over_in_one_step_and_the_log_says_who_and_why(better, by):
    """CONTRACT M35: which version of a model serves, since when and why."""
    old = active()

    change = switch(space_id=better.pk, by=by, now=NOW, why="더 잘 듣는다")

    assert (active(), change.kind, change.by) == (better, Kind.SWITCHED, by)
    assert (change.from_space, change.to_space, change.why) == (old, better, "더 잘 듣는다")
    assert change.figures["candidate"]["coverage"]["bands"] == [60, 60]
    old.refresh_from_db()
    assert old.status == Status.RETIRED


def test_a_space_that_lacks_a_text_is_refused_and_the_log_says_so(better, by):
    make_band("late", text="늦게 온 글")

    with pytest.raises(SwitchRefused, match="61팀 가운데 1팀") as refused:
        switch(space_id=better.pk, by=by, now=NOW)

    assert [one.fault for one in refused.value.refusals] == ["bands_missing"]
    change = SpaceChange.objects.get()
    assert (change.kind, change.to_space, active() == better) == (Kind.REFUSED, better, False)
    assert change.figures["refusals"] == [{"fault": "bands_missing", "missing": 1, "total": 61}]


def test_a_space_in_which_the_golden_pairs_are_worse_is_refused(better, by):
    """N5: a seeded bad change is refused."""
    neighbours_in_the_serving_space()

    with pytest.raises(SwitchRefused, match="기준 짝이"):
        switch(space_id=better.pk, by=by, now=NOW)

    figures = SpaceChange.objects.get().figures
    assert figures["active"]["golden"]["held"] == 1.0
    assert figures["candidate"]["golden"]["held"] < 0.9


def test_an_override_needs_a_reason_and_is_in_the_log_with_what_it_overrode(better, by):
    neighbours_in_the_serving_space()
    with pytest.raises(SpaceRefused, match="까닭"):
        switch(space_id=better.pk, by=by, now=NOW, why=" ", override=True)

    change = switch(space_id=better.pk, by=by, now=NOW, why="제공자가 문을 닫는다", override=True)

    assert (active(), change.kind, change.by) == (better, Kind.OVERRIDDEN, by)
    assert change.why == "제공자가 문을 닫는다"
    assert [one["fault"] for one in change.figures["refusals"]] == ["golden_worse"]


def test_an_open_gate_is_not_overridden(better, by):
    change = switch(space_id=better.pk, by=by, now=NOW, why="그냥", override=True)

    assert change.kind == Kind.SWITCHED


def test_the_serving_space_is_not_switched_to(by):
    with pytest.raises(SpaceRefused, match="이미"):
        switch(space_id=active().pk, by=by, now=NOW)


# --- Roll back ---------------------------------------------------------------------------------
def test_rolling_back_gives_the_identical_lists(better, by):
    """N6: bit for bit, in both directions."""
    word = make_keyword("밤")
    members = [make_member(keywords=[word]) for _ in range(5)]
    for place, member in enumerate(members):
        chosen = Band.objects.order_by("pk")[7 * place : 7 * place + 6]
        MemberBand.objects.bulk_create(MemberBand(member=member, band=band) for band in chosen)
    sweep_all()

    def lists():
        made = [update_recommendations(member_id=one.pk, now=NOW) for one in members]
        return [[(item.band.pk, item.score.hex()) for item in one.items] for one in made]

    before = lists()
    switch(space_id=better.pk, by=by, now=NOW)
    after = lists()
    roll_back(by=by, now=NOW, why="낯설다")
    again = lists()
    roll_back(by=by, now=NOW)

    assert again == before != after
    assert lists() == after
    assert all(len(one) == 5 for one in before)


def test_there_is_something_to_roll_back_to_only_after_a_switch(by):
    assert roll_back_target() is None
    with pytest.raises(SpaceRefused, match="되돌릴 공간이"):
        roll_back(by=by, now=NOW)


# --- Retire and delete -------------------------------------------------------------------------
def test_a_retired_space_is_filled_no_more_and_can_be_deleted(better, by):
    services.retire(space_id=better.pk, by=by, now=NOW)
    make_band("late")
    sweep_all()
    assert BandVector.objects.filter(space=better).count() == 60

    services.delete(space_id=better.pk, by=by, now=NOW, why="낡음")

    assert not EmbeddingSpace.objects.filter(pk=better.pk).exists()
    change = SpaceChange.objects.get(kind=Kind.DELETED)
    assert (change.to_name, change.to_space, change.by) == (better.name, None, by)
    assert TextVector.objects.filter(model_key=better.model_key).exists()


def test_the_serving_space_and_one_being_filled_are_not_deleted(better, by):
    for space in (active(), better):
        with pytest.raises(SpaceRefused, match="물러난 공간만"):
            services.delete(space_id=space.pk, by=by, now=NOW)
    with pytest.raises(SpaceRefused, match="만드는 중인"):
        services.retire(space_id=active().pk, by=by, now=NOW)


def test_the_space_to_roll_back_to_is_deleted_only_when_that_is_meant(better, by):
    old = active()
    switch(space_id=better.pk, by=by, now=NOW)

    with pytest.raises(SpaceRefused, match="되돌릴 때 쓸"):
        services.delete(space_id=old.pk, by=by, now=NOW)
    services.delete(space_id=old.pk, by=by, now=NOW, also_roll_back_target=True)

    assert roll_back_target() is None


# --- What the settings do ----------------------------------------------------------------------
def test_a_model_that_the_settings_name_is_built_beside_and_takes_over_when_full(site):
    """RELIABILITY F15: A serves until B covers everything; the switch is one step."""
    old = active()
    site["model"] = "configured"
    sweep.embed_one_batch(now=NOW, seconds=5)
    assert active() == old

    sweep_all()

    assert active().model == "configured"
    change = SpaceChange.objects.get()
    assert (change.kind, change.by, change.is_automatic) == (Kind.SWITCHED, None, True)
    assert spaces.spaces_to_fill(now=NOW) == [active()]


def test_the_settings_obey_the_gate_and_ask_once(site, by):
    neighbours_in_the_serving_space()
    old = active()
    site["model"] = "configured"

    sweep_all()
    sweep_all()

    assert active() == old
    refused = SpaceChange.objects.get()
    assert (refused.kind, refused.is_automatic) == (Kind.REFUSED, True)
    switch(space_id=refused.to_space_id, by=by, now=NOW, why="그래도", override=True)
    assert active().model == "configured"


def test_a_person_who_rolls_back_is_stronger_than_the_settings(site, by):
    old = active()
    site["model"] = "configured"
    sweep_all()

    roll_back(by=by, now=NOW)
    sweep_all()

    assert active() == old
    assert EmbeddingSpace.objects.count() == 2


def test_a_space_that_a_person_deleted_is_not_made_again(site, by):
    neighbours_in_the_serving_space()
    site["model"] = "configured"
    sweep_all()
    space = EmbeddingSpace.objects.get(model="configured")

    services.retire(space_id=space.pk, by=by, now=NOW)
    services.delete(space_id=space.pk, by=by, now=NOW)
    sweep_all()

    assert not EmbeddingSpace.objects.filter(model="configured").exists()


def test_settings_that_go_back_and_forth_are_followed(site):
    for model in ("configured", "first", "configured"):
        site["model"] = model
        sweep_all()
        assert active().model == model


def test_a_space_that_the_settings_began_is_filled_no_longer_than_they_name_it(site):
    site["model"] = "configured"
    sweep.embed_one_batch(now=NOW, seconds=5)
    site["model"] = "first"

    assert spaces.spaces_to_fill(now=NOW) == [active()]


# --- Compare -----------------------------------------------------------------------------------
def test_two_spaces_are_compared_by_a_worker_and_the_result_is_kept(better, by):
    neighbours_in_the_serving_space()
    asked = comparing.request_comparison(space_id=better.pk, by=by, now=NOW)
    assert comparing.request_comparison(space_id=better.pk, by=by, now=NOW) == asked

    comparing.compare_one(now=NOW)

    done = SpaceComparison.objects.get()
    result = done.result
    assert (done.state, done.finished_at, done.against) == ("done", NOW, active())
    assert result["active"]["golden"]["held"] == 1.0 > result["candidate"]["golden"]["held"]
    assert result["candidate"]["coverage"]["bands"] == [60, 60]
    assert 0 < result["overlap"] < 0.5
    assert result["hubness"].keys() == {"candidate", "active"}
    assert len(result["examples"]) == 10
    assert result["examples"][0]["overlap"] <= result["examples"][9]["overlap"]
    assert comparing.compare_one(now=NOW) is None


def test_a_space_is_its_own_twin(by):
    """The same model once more: every neighbour is the same."""
    twin = filled("first")
    comparing.request_comparison(space_id=twin.pk, by=by, now=NOW)

    result = comparing.compare_one(now=NOW).result

    assert result["overlap"] == 1.0
    assert result["hubness"]["candidate"] == result["hubness"]["active"]


def test_a_comparison_whose_worker_died_is_made_by_another(better, by):
    comparing.request_comparison(space_id=better.pk, by=by, now=NOW)
    comparing._claimed(NOW)

    assert comparing.compare_one(now=NOW) is None
    assert comparing.compare_one(now=NOW + comparing.LEASE).state == "done"


def test_a_comparison_that_kills_every_worker_is_given_up(better, by):
    comparing.request_comparison(space_id=better.pk, by=by, now=NOW)
    for turn in range(comparing.ATTEMPTS):
        comparing._claimed(NOW + turn * comparing.LEASE)

    assert comparing.compare_one(now=NOW + comparing.ATTEMPTS * comparing.LEASE).state == "failed"


def test_the_serving_space_is_not_compared_with_itself(by):
    with pytest.raises(SpaceRefused, match="견줄 수 없습니다"):
        comparing.request_comparison(space_id=active().pk, by=by, now=NOW)
