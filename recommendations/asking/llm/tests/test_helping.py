"""Answers with a language model on loopback: what it may help with, and that the rules remain."""

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import now

from bands.models import Band, Keyword
from config.tests.stage import DIMENSIONS, set_stage
from config.tests.world import know
from recommendations.asking.adjusting import Changes
from recommendations.asking.asked_for.models import AskedFor
from recommendations.asking.evaluation.utterances import Utterance
from recommendations.asking.folding import Turn
from recommendations.asking.llm.models import LlmUse
from recommendations.asking.llm.tests.provider import (
    by_question,
    facts_of,
    helper,
    kind_of,
    model_of,
    reading,
)
from recommendations.asking.services import Source
from recommendations.asking.talking import talk
from recommendations.asking.tests.one import answered

pytestmark = pytest.mark.django_db

UNREAD = "물속을 거니는 듯한 소리"  # which no rule reads
ASKER = "203.0.113.9"
ELSEWHERE = "라디오헤드 같은 몽환적인 밴드"
MISSING = [{"kind": "band", "name": "라디오헤드"}]


@pytest.fixture(autouse=True)
def stage():
    space = set_stage(extras=False)
    for number, word in enumerate(("슈게이징", "인디 록")):
        know(space, (word,), np.eye(DIMENSIONS)[number])


def ask(text, asker=ASKER, **changes):
    return answered(text, member_id=None, now=now(), helper=helper(asker), **changes)


def band(name):
    return Band.objects.get(name=name).pk


def names(given):
    return [item.band.name for item in given.items]


def reads(word, words, **parts):
    """The rows are looked up now: a server of another thread does not see a test's."""
    pk = Keyword.objects.get(keyword=word).pk
    return lambda _asked: reading(wanted=[{"id": pk, "words": words}], **parts)


def chooses(*names):
    ids = [band(name) for name in names]
    return lambda _asked: {"ids": ids, "ideas": []}


def marks(given):
    return [mark for mark in given.degraded if mark.startswith("llm")]


def kinds(server):
    return [kind_of(asked) for asked in server.asked]


def test_a_model_reads_what_no_rule_does(settings):
    """CONTRACT R2, R22, S41; both paths give the same kind of thing."""
    assert not answered(UNREAD, member_id=None, now=now()).understood.wanted
    with model_of(settings, by_question(understand=reads("몽환적인", "물속"))) as server:
        given = ask(UNREAD)
    assert [(t.word.keyword, t.led_by) for t in given.understood.wanted] == [
        ("몽환적인", ("물속",))
    ]
    assert {"라쿠나", "줄리아드림"} <= set(names(given))
    assert (given.source, marks(given)) == (Source.CATALOGUE, [])
    assert kinds(server) == ["understand"]


def test_a_follow_up_is_read_with_the_model_and_what_was_said_before_is_not(settings):
    """CONTRACT R34: the words that tie a sentence to its thread are not in what the model reads."""
    before = Turn("신나는 밴드")
    last = Turn(f"처음부터 다시. {UNREAD}")
    with model_of(settings, by_question(understand=reads("몽환적인", "물속"))) as server:
        talked = talk([before, last], member_id=None, now=now(), helper=helper(ASKER))
    assert [tag.word.keyword for tag in talked.answer.understood.wanted] == ["몽환적인"]
    assert [facts_of(asked)["sentence"] for asked in server.asked] == [UNREAD]


def test_what_goes_out_is_the_sentence_and_the_catalogue(settings):
    """Neither who asks, nor what a curator wrote freely, nor a key is in the message."""
    with model_of(settings, by_question(understand=lambda _asked: reading())) as server:
        ask("쏜애플 좋아해")
    (asked,) = server.asked
    facts = facts_of(asked)
    assert set(facts) == {"vocabulary", "possible_mentions", "sentence"}
    assert facts["possible_mentions"] == [
        {"id": band("쏜애플"), "name": "쏜애플", "said": "쏜애플"}
    ]
    schema = asked["response_format"]["json_schema"]["schema"]["properties"]
    assert schema["bands"]["items"]["properties"]["id"]["enum"] == [band("쏜애플")]
    assert ASKER not in str(asked)


def test_the_database_comes_first_and_the_model_chooses_only_below_the_threshold(settings):
    """CONTRACT R14, R54, R37; ruling O4."""
    plain = by_question(understand=reads("몽환적인", "몽환적인"), choose=chooses("라쿠나"))
    with model_of(settings, plain) as server:
        assert ask("몽환적인 밴드").source is Source.CATALOGUE
        assert kinds(server) == ["understand"]

    elsewhere = reads("몽환적인", "몽환적인", missing=MISSING)
    with model_of(settings, by_question(understand=elsewhere, choose=chooses("라쿠나"))) as server:
        given = ask(ELSEWHERE)
        assert kinds(server) == ["understand", "choose"]
    assert (given.source, names(given)) == (Source.FALLBACK, ["라쿠나"])
    assert "언어 모델이 밴드 목록 안에서 골랐어요" in given.said[-1]


def test_where_the_model_chooses_none_the_nearest_are_shown(settings):
    elsewhere = reads("몽환적인", "몽환적인", missing=MISSING)
    with model_of(settings, by_question(understand=elsewhere, choose=chooses())):
        given = ask(ELSEWHERE)
    assert (given.source, marks(given)) == (Source.NEAREST, [])
    assert given.items


def test_ideas_go_to_the_curators_and_never_to_the_listener(settings):
    """CONTRACT O3."""
    choices = {
        "understand": lambda _asked: reading(missing=[{"kind": "title", "name": "라디오헤드"}]),
        "choose": lambda _asked: {"ids": [], "ideas": [{"kind": "band", "name": "Slowdive"}]},
    }
    with model_of(settings, by_question(**choices)):
        given = ask("몽환적인 라디오헤드, 쏜애플 말고")
    assert "Slowdive" not in str((given.said, names(given), given.understood))
    noted = dict(AskedFor.objects.values_list("name", "kind"))
    assert noted["라디오헤드"] == "title"


def test_the_rules_note_what_is_missing_too():
    ask(ELSEWHERE)
    ask(ELSEWHERE)
    assert list(AskedFor.objects.values_list("name", "kind", "times")) == [
        ("라디오헤드", "band", 1)
    ]
    assert not LlmUse.objects.exists()


def test_a_keyword_taken_out_asks_the_model_no_second_time(settings):
    with model_of(settings, by_question(understand=reads("몽환적인", "물속"))) as server:
        ask(UNREAD)
        out = Keyword.objects.get(keyword="몽환적인").pk
        given = ask(UNREAD, changes=Changes(without=(out,)))
    assert not given.understood.wanted
    assert kinds(server).count("understand") == 1


def test_other_words_are_shown_only_where_they_say_the_same(settings):
    """CONTRACT R15."""

    def phrased(last):
        return by_question(
            understand=reads("몽환적인", "물속"),
            rephrase=lambda asked: {"sentences": [*facts_of(asked)["sentences"][:-1], last]},
        )

    kind, invented = "밴드 목록 안에서 찾아 보여 드려요.", "아이유 목록에서 찾았어요."
    with model_of(settings, phrased(kind), ASKING_LLM_REPHRASES=True):
        assert ask(UNREAD).said[-1] == kind
    with model_of(settings, phrased(invented), ASKING_LLM_REPHRASES=True):
        given = ask(UNREAD)
    assert (given.said[-1], marks(given)) == ("밴드 목록에서 찾았어요.", [])


def test_beyond_the_limits_the_rules_answer_and_say_so(settings):
    """RELIABILITY S17, S18."""
    answers = by_question(understand=lambda _asked: reading())
    with model_of(settings, answers, ASKING_LLM_CALLS_A_DAY=2) as server:
        said = [marks(ask(f"몽환적인 밴드 {number}")) for number in range(6)]
        other = ask("밤에 들을 거", asker="another")
    assert said == [[]] * 2 + [["llm_limited"]] * 4
    assert not marks(other)
    assert len(server.asked) == 3


def test_tokens_are_paid_for_and_a_spent_budget_ends_it(settings):
    answers = by_question(understand=lambda _asked: reading())
    prices = {"ASKING_LLM_PRICE_IN": 1.0, "ASKING_LLM_PRICE_OUT": 1.0}
    with model_of(settings, answers, **prices) as server:
        ask("몽환적인 밴드")
        calls, micros = LlmUse.objects.values_list("calls", "micros").get(who="")
        assert (calls, micros > 0) == (1, True)
        settings.ASKING_LLM_SPEND_IN_ALL = micros / 1_000_000
        assert "llm_limited" in ask("밤에 들을 밴드").degraded
        assert len(server.asked) == 1


def test_without_a_model_nothing_is_asked_and_nothing_is_marked():
    """CONTRACT R4, R57; FEATURES 44."""
    assert not marks(ask("몽환적인 밴드"))


def test_the_evaluation_reports_both_paths_where_a_model_is_configured(
    settings, capsys, monkeypatch
):
    known = Utterance(UNREAD, "hand", wanted=frozenset({"몽환적인"}))
    monkeypatch.setattr("recommendations.management.commands.evaluate_chat.load", lambda: [known])
    part = "test" if known.is_test else "tuning"
    with pytest.raises(CommandError):
        call_command("evaluate_chat", part=part, path="llm")
    with model_of(settings, by_question(understand=reads("몽환적인", "물속"))) as server:
        call_command("evaluate_chat", part=part)
    by_rules, by_model = capsys.readouterr().out.split("path: llm")
    recall = [
        line.split()[4]
        for printed in (by_rules, by_model)
        for line in printed.splitlines()
        if line.startswith("wanted")
    ]
    assert recall == ["0.000", "1.000"]
    assert len(server.asked) == 1
