"""What a member says of a band changes the list, everywhere, and taking it back changes it back."""

from collections.abc import Callable
from datetime import timedelta

import numpy as np
import pytest
import time_machine
from django.utils.timezone import now

from bands.models import Band
from config.tests.callers import as_member
from config.tests.reading import Elements
from config.tests.stage import name_to_find
from embeddings.learned import services as learned
from embeddings.learned.layout import correcting
from embeddings.learned.services import Fused
from embeddings.models import BandVector, EmbeddingSpace
from members.models import BandFeedback
from members.services import Said, pick_band, react, take_back, unpick_band
from recommendations.algorithms.registry import ALGORITHMS
from recommendations.exposure.models import ExposureEvent
from recommendations.learning.fusing import crowding
from recommendations.mapping.models import MapPlace
from recommendations.mapping.reading import picture_of
from recommendations.preview.lists import answerable, made_again, stored_lists
from recommendations.reach.inputs import load_recorded
from recommendations.suggest import services
from recommendations.suggest.deciding import decide
from recommendations.suggest.inputs import load_inputs
from recommendations.suggest.services import stored_recommendations, update_recommendations
from recommendations.suggest.tests.worlds import hide, the_example
from recommendations.whynot.deciding import Fate
from recommendations.whynot.reading import explain

pytestmark = pytest.mark.django_db

BAND = 1387  # the best of the example's five
ONE_DAY = timedelta(days=1)
MONTH = timedelta(days=30)


@pytest.fixture
def member():
    member = the_example()
    update_recommendations(member_id=member.pk, now=now())
    return member


def say(member, stance, at=None, **more):
    react(member=member, band_id=BAND, said=Said(stance, **more), now=at or now())


def pick(member):
    pick_band(member=member, band=Band.objects.get(pk=BAND), now=now())


# --- Every way to keep a band away, on every surface --------------------------------------------
KEPT_AWAY: dict[str, Callable] = {
    "picked": pick,
    "not for me": lambda member: say(member, "not_for_me"),
    "not for me, with a reason": lambda member: say(member, "not_for_me", reason="similar"),
    "known": lambda member: say(member, "known"),
    "hidden for 30 days": lambda member: say(member, "hidden", until=now() + MONTH),
    "hidden for ever": lambda member: say(member, "hidden"),
    "unpublished": lambda _member: hide(BAND),
    "deleted": lambda _member: Band.objects.filter(pk=BAND).update(deleted_at=now()),
}
LET_IN: dict[str, Callable] = {
    "nothing said": lambda member: None,
    "liked": lambda member: say(member, "liked"),
    "taken back": lambda member: (say(member, "known"), take_back(member=member, band_id=BAND)),
    "hidden until yesterday": lambda member: say(
        member, "hidden", at=now() - MONTH, until=now() - ONE_DAY
    ),
}


def bands_of_api(answer) -> set[int]:
    return {band["bandId"] for band in answer.json()["payload"]["bands"]}


def cards_of(page) -> set[int]:
    """The bands whose card is there, with a rank and a score."""
    return {int(item["id"][5:]) for item in Elements(page).of("li") if item.get("class") == "found"}


def on_page(member, client, *, make: bool) -> set[int]:
    client.force_login(member)
    return cards_of(client.post("/list/update/", follow=True) if make else client.get("/list/"))


def in_preview(member, _client) -> set[int]:
    _total, lists = stored_lists(seed="", most=1)
    ready = answerable(lists=lists, space=EmbeddingSpace.objects.get(), now=now())
    return set(made_again(lists=ready, now=now())[0])


def by(algorithm: str) -> Callable:
    def made(member, _client) -> set[int]:
        made = update_recommendations(member_id=member.pk, now=now(), algorithm=algorithm)
        return {item.band.pk for item in made.items}

    return made


def in_learned_space(member, _client) -> set[int]:
    space = EmbeddingSpace.objects.get()
    texts = BandVector.objects.arrays(space.pk, Band.objects.values_list("pk", flat=True))
    points = np.hstack([np.sqrt(0.7) * np.stack(list(texts.values())), np.eye(len(texts))])
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    rows = correcting(points, crowding(points))
    fused = Fused(
        rows=dict(zip(texts, rows, strict=True)),
        fingerprints=dict.fromkeys(texts, "0" * 64),
        parameters={},
        text_share=0.7,
        against_hubs=0.3,
        newcomer=0.2,
    )
    learned.activate(space=learned.keep(text_space=space, fused=fused, now=now()), now=now())
    made = update_recommendations(member_id=member.pk, now=now(), algorithm="ours")
    assert made.degraded == ()
    return {item.band.pk for item in made.items}


def on_rating_page(member, client) -> set[int]:
    client.force_login(member)
    names = {item.get("name", "") for item in Elements(client.get("/list/rate/")).of("input")}
    return {int(name[6:]) for name in names if name.startswith("stars-")}


def in_an_answer(member, _client) -> set[int]:
    """To a sentence that asks for the one keyword that the band shares with two others."""
    asked = {"text": "몽환 밴드 추천해줘"}
    return bands_of_api(as_member(member).post("/api/chat", asked, content_type="application/json"))


def said_to_be_in_the_list(member, _client) -> set[int]:
    bands = list(Band.objects.published().for_cards())
    given = explain(member_id=member.pk, bands=bands, now=now())
    return {each.band.pk for each in given.bands if each.answer.fate == Fate.LISTED}


def found_on_the_map(member, _client) -> set[int]:
    for band in Band.objects.all():
        MapPlace.objects.create(band=band, x=0.5, y=0.5, text_version=1)
    return {mark.spot.band_id for mark in picture_of(member_id=member.pk, now=now()).found}


SURFACES: dict[str, Callable] = {
    "the API's new list": lambda member, _client: bands_of_api(
        as_member(member).post("/api/bands/recommendations/update")
    ),
    "the API's stored list": lambda member, _client: bands_of_api(
        as_member(member).get("/api/bands/recommendations")
    ),
    "the page's new list": lambda member, client: on_page(member, client, make=True),
    "the page's stored list": lambda member, client: on_page(member, client, make=False),
    "the page that asks for ratings": on_rating_page,
    "the lists of a preview": in_preview,
    "an answer to a sentence": in_an_answer,
    "the bands said to be in the list": said_to_be_in_the_list,
    "the list on the map": found_on_the_map,
    **{f"a list by {name}": by(name) for name in sorted(ALGORITHMS)},
    "a list in a learned space": in_learned_space,
}


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
@pytest.mark.parametrize("word", KEPT_AWAY.values(), ids=KEPT_AWAY)
def test_what_keeps_a_band_away_keeps_it_away_everywhere(member, client, word, surface):
    """CONTRACT A1, S7, S70; FEATURES 54, 55, N15."""
    word(member)

    shown = surface(member, client)

    assert shown
    assert BAND not in shown


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
@pytest.mark.parametrize("word", LET_IN.values(), ids=LET_IN)
def test_what_does_not_keep_it_away_does_so_nowhere(member, client, word, surface):
    """CONTRACT A1: a like alone excludes nothing, and hiding ends."""
    word(member)

    assert BAND in surface(member, client)


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
@pytest.mark.parametrize(("later", "is_shown"), [(MONTH - ONE_DAY, False), (MONTH, True)])
def test_after_thirty_days_it_is_back_everywhere(member, client, surface, later, is_shown):
    """CONTRACT A1; FEATURES 54, N15: by the clock, nothing has to run."""
    start = now()
    say(member, "hidden", at=start, until=start + MONTH)

    with time_machine.travel(start + later, tick=False):
        assert (BAND in surface(member, client)) == is_shown


@pytest.mark.parametrize("word", ["picked", "not for me", "known", "hidden for ever"])
def test_the_stored_list_says_by_which_word_a_band_was_set_aside(member, word):
    """FEATURES N15."""
    KEPT_AWAY[word](member)

    (aside,) = (
        as_member(member).get("/api/bands/recommendations").json()["payload"]["meta"]["setAside"]
    )

    why = {"not for me": "not_for_me", "hidden for ever": "hidden"}.get(word, word)
    assert aside == {"bandId": BAND, "bandName": "쏜애플", "why": why, "until": None}


def test_the_stored_list_says_until_when_a_band_is_hidden(member):
    """FEATURES N15: and says nothing any more when that is over."""
    start = now()
    say(member, "hidden", at=start, until=start + MONTH)
    client = as_member(member)

    def set_aside() -> list[dict]:
        return client.get("/api/bands/recommendations").json()["payload"]["meta"]["setAside"]

    assert [one["until"] for one in set_aside()] == [(start + MONTH).isoformat()]
    with time_machine.travel(start + MONTH, tick=False):
        client = as_member(member)
        assert set_aside() == []


def test_search_and_the_bands_own_page_still_show_it(member, client):
    say(member, "hidden")
    name_to_find(Band.objects.get(pk=BAND))
    client.force_login(member)

    assert client.get(f"/bands/{BAND}/").status_code == 200
    assert f"/bands/{BAND}/" in client.get("/bands/?query=쏜애플").text


# --- There and back -----------------------------------------------------------------------------
@pytest.mark.parametrize("algorithm", sorted(ALGORITHMS))
@pytest.mark.parametrize("stance", ["not_for_me", "known", "hidden"])
def test_taking_it_back_gives_the_same_list_again(member, stance, algorithm):
    """FEATURES 54, 55: the same inputs, the same list, to the last bit."""
    made = {"member_id": member.pk, "now": now(), "algorithm": algorithm}
    before = update_recommendations(**made)

    say(member, stance)
    during = update_recommendations(**made)
    take_back(member=member, band_id=BAND)
    after = update_recommendations(**made)

    assert BAND not in {item.band.pk for item in during.items}
    assert len(during.items) == len(before.items)
    assert after == before


def test_a_stored_list_knows_what_was_said_since_and_what_was_taken_back(member):
    """FEATURES 55: stale while it matters, and whole again when it does not."""
    before = stored_recommendations(member_id=member.pk, now=now())

    say(member, "liked")
    assert stored_recommendations(member_id=member.pk, now=now()) == before

    say(member, "not_for_me")
    during = stored_recommendations(member_id=member.pk, now=now())
    assert during.is_stale
    assert [item.band.pk for item in during.set_aside] == [BAND]
    assert [item.priority for item in during.items] == [2, 3, 4, 5]

    take_back(member=member, band_id=BAND)
    assert stored_recommendations(member_id=member.pk, now=now()) == before


def test_what_is_said_while_a_list_is_made_counts(member, monkeypatch):
    """CONTRACT P8: the list is made again before it is stored."""
    tries = []

    def decide_slowly(**given):
        decision = decide(**given)
        if not tries:
            say(member, "hidden")
        tries.append(decision)
        return decision

    monkeypatch.setattr(services, "decide", decide_slowly)
    made = update_recommendations(member_id=member.pk, now=now())

    assert len(tries) == 2
    assert BAND not in {item.band.pk for item in made.items}


def test_a_pick_taken_back_is_the_same(member):
    before = stored_recommendations(member_id=member.pk, now=now())
    pick(member)
    unpick_band(member=member, band=Band.objects.get(pk=BAND))

    assert stored_recommendations(member_id=member.pk, now=now()) == before


def test_the_statement_and_the_queryset_exclude_the_same(member):
    """CONTRACT A1: one rule, written for SQL and for Django."""
    moment = now()
    for number, word in enumerate(("liked", "not_for_me", "known", "hidden")):
        band = Band.objects.exclude(pk=BAND).order_by("pk")[number]
        react(member=member, band_id=band.pk, said=Said(word), now=moment)
    say(member, "hidden", at=moment - ONE_DAY, until=moment)

    for at in (moment - timedelta(seconds=1), moment):
        rows = BandFeedback.objects.excluding(at).order_by("band_id")
        wanted = tuple(rows.values_list("band_id", flat=True))
        assert load_inputs(member_id=member.pk, now=at).blocked_ids == wanted
        assert load_recorded(after=0, limit=1, now=at)[0].blocked_ids == wanted


# --- The ledger ---------------------------------------------------------------------------------
def test_a_like_is_noted_in_the_ledger_and_the_same_like_only_once(member):
    """FEATURES 52, N13."""
    for _time in range(2):
        say(member, "liked")
    for stance in ("not_for_me", "known", "hidden"):
        say(member, stance)

    liked = ExposureEvent.objects.filter(kind="liked")
    assert list(liked.values_list("band_id", flat=True)) == [BAND]


def test_a_like_that_is_put_back_was_noted_before(member):
    BandFeedback.objects.create(
        member=member, band_id=BAND, stance="liked", made_at=now() - timedelta(days=3)
    )

    assert not ExposureEvent.objects.filter(kind="liked").exists()
