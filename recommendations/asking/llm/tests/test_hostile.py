"""A language model as the attacker and as a bad provider (RELIABILITY S17, F6)."""

import time

import numpy as np
import pytest
from django.utils.timezone import now

from bands.models import Band, BandDescription
from config.tests.callers import as_member
from config.tests.reading import Elements
from config.tests.stage import DIMENSIONS, set_stage
from config.tests.world import know, make_member
from recommendations.asking.asked_for.models import AskedFor
from recommendations.asking.llm.tests.provider import (
    ATTACKER,
    FAULTS,
    INJECTIONS,
    KEY,
    MARKUP,
    SECRET,
    by_question,
    facts_of,
    helper,
    model_of,
    reading,
)
from recommendations.asking.tests.one import answered

pytestmark = pytest.mark.django_db

TEXT = "국카스텐 말고 라디오헤드 같은 몽환적인 밴드"
SECONDS = 2.0  # for all calls of an answer
HUNG = 60  # seconds: far over that, on the slowest machine too


@pytest.fixture(autouse=True)
def stage(settings):
    space = set_stage(extras=False)
    for number, word in enumerate(("슈게이징", "인디 록")):
        know(space, (word,), np.eye(DIMENSIONS)[number])
    settings.ASKING_LLM_CALLS_A_DAY = 1_000
    settings.API_RATES = settings.API_RATES | {"chat": "1000/minute", "anon": "1000/minute"}
    settings.ASKING_LLM_REPHRASES = True


def ask(text, **changes):
    return answered(text, member_id=None, now=now(), helper=helper(), **changes)


def catalogue():
    return set(Band.objects.values_list("name", flat=True))


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_ends_in_the_rules_answer_which_is_marked(fault, settings, caplog):
    """RELIABILITY F6; FEATURES 98: complete, in time, and nothing of the provider's is told."""
    caplog.set_level("DEBUG")
    rules = answered(TEXT, member_id=None, now=now())
    began = time.monotonic()
    with model_of(settings, FAULTS[fault], ASKING_LLM_SECONDS=SECONDS) as server:
        given = ask(TEXT)
    assert time.monotonic() - began < HUNG
    assert given.items == rules.items
    assert (given.said, given.understood) == (rules.said, rules.understood)
    assert given.degraded == (*rules.degraded, "llm_failed")
    assert 1 <= len(server.asked) <= 2
    for never in ("secret words", KEY, "라디오헤드", "몽환적인 밴드"):
        assert never not in caplog.text


def test_a_model_that_hangs_is_left_alone_after_the_first_wait(settings):
    """RELIABILITY F7."""
    with model_of(settings, FAULTS["silence"], ASKING_LLM_SECONDS=1.0) as server:
        marks = {ask(f"{TEXT} {number}").degraded[-1] for number in range(5)}
    assert marks == {"llm_failed"}
    assert len(server.asked) == 1


@pytest.mark.parametrize("text", INJECTIONS)
def test_an_attacker_behind_an_injected_message_shows_nothing_of_its_own(text, settings, client):
    """RELIABILITY S17: bands from elsewhere 0, markup rendered 0, others' data 0; 60 texts."""
    innocent = Elements(client.get("/ask/", {"q": "몽환적인 밴드"}))
    with model_of(settings, ATTACKER):
        given = ask(f"몽환적인 밴드. {text}")
        page = client.get("/ask/", {"q": f"몽환적인 밴드. {text}"})
    assert {item.band.name for item in given.items} <= catalogue()
    assert "Nickelback" not in str(given.said)
    assert SECRET not in page.text
    assert MARKUP not in page.text
    elements = Elements(page)
    assert not elements.inline
    assert {tag for tag, _attributes in elements.found} <= {
        tag for tag, _attributes in innocent.found
    } | {"div", "p", "span", "svg", "path", "a", "ol", "li", "h2", "h3", "img", "dl", "dt", "dd"}
    for _tag, attributes in elements.found:
        assert not any(name.startswith("on") for name in attributes)
        for led_to in (attributes.get("src", ""), attributes.get("action", "")):
            assert "evil.example" not in led_to.partition("?")[0]  # behind it stands what was asked
        assert not attributes.get("href", "").startswith("javascript:")


def test_what_is_injected_into_descriptions_never_reaches_the_model(settings, client):
    """RELIABILITY S17: 60 texts, all of them in the catalogue's own descriptions."""
    rows = list(BandDescription.objects.order_by("pk"))
    for number, row in enumerate(rows):
        row.text = "\n".join(INJECTIONS[number :: len(rows)])
        row.save()
    everything = by_question(
        understand=lambda _asked: reading(missing=[{"kind": "band", "name": "라디오헤드"}]),
        choose=lambda asked: {
            "ids": [one["id"] for one in facts_of(asked)["candidates"]],
            "ideas": [],
        },
    )
    with model_of(settings, everything) as server:
        given = ask(TEXT)
        page = client.get("/ask/", {"q": TEXT})
    sent = str([asked["messages"] for asked in server.asked])
    assert not [text for text in INJECTIONS if text in sent]
    assert {item.band.name for item in given.items} <= catalogue() - {"국카스텐"}
    assert not Elements(page).inline


def test_an_attacker_reaches_neither_the_app_nor_the_curators(settings):
    with model_of(settings, ATTACKER):
        client = as_member(make_member())
        payload = client.post("/api/chat", {"text": TEXT}, content_type="application/json").json()[
            "payload"
        ]
    assert {band["bandName"] for band in payload["bands"]} <= catalogue() - {"국카스텐"}
    for never in (MARKUP, SECRET, "99999999", "Nickelback"):
        assert never not in str(payload)
    assert not AskedFor.objects.filter(name__contains="script").exists()
    assert not AskedFor.objects.filter(name__contains="@").exists()


def test_nobody_sees_what_another_member_asked(settings):
    """What is remembered of an answer is found by the whole question alone, which names nobody."""
    seen = []

    def note(asked):
        seen.append(str(asked))
        return reading()

    with model_of(settings, by_question(understand=note)):
        first, second = make_member(), make_member()
        for member, text in ((first, "나만의 비밀스러운 밤"), (second, "몽환적인 밴드")):
            as_member(member).post("/api/chat", {"text": text}, content_type="application/json")
    assert len(seen) == 2
    assert "비밀스러운" not in seen[1]
    for asked in seen:
        for member in (first, second):
            assert str(member.external_id) not in asked
            assert member.email not in asked
