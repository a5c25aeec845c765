"""A model that fails is left alone (RELIABILITY F7); what it answered is remembered a while."""

from embeddings.text.base import ProviderBusy, ProviderUnavailable, TextNotEmbeddable
from recommendations.asking.llm.breaker import Breaker
from recommendations.asking.llm.recent import MOST, SECONDS, Recent


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_after_a_failure_one_caller_tries_and_the_others_wait():
    clock = Clock()
    breaker = Breaker(clock)
    assert breaker.may_call()
    breaker.note_failure(ProviderUnavailable())
    assert not breaker.may_call()

    clock.now = 6
    assert [breaker.may_call() for _caller in range(3)] == [True, False, False]
    breaker.note_success()
    assert all(breaker.may_call() for _caller in range(3))


def test_ten_minutes_of_failures_cost_few_calls():
    """RELIABILITY F7: 25 at most; two processes have a breaker each."""
    clock = Clock()
    breaker = Breaker(clock)
    calls = 0
    for tick in range(10 * 60 * 20):
        clock.now = tick / 20
        if breaker.may_call():
            calls += 1
            breaker.note_failure(ProviderUnavailable())
    assert 2 * calls <= 28


def test_a_pause_that_the_model_asks_for_is_kept_and_a_bad_text_opens_nothing():
    clock = Clock()
    breaker = Breaker(clock)
    breaker.note_failure(TextNotEmbeddable())
    assert breaker.may_call()
    breaker.note_failure(ProviderBusy(retry_after=90))
    clock.now = 89
    assert not breaker.may_call()


def test_an_answer_is_remembered_for_minutes_and_not_without_end():
    clock = Clock()
    recent = Recent(clock)
    recent.put("a", {"ids": []})
    assert recent.get("a") == {"ids": []}
    clock.now = SECONDS
    assert recent.get("a") is None
    for number in range(MOST + 1):
        recent.put(str(number), number)
    assert (recent.get("0"), recent.get("1")) == (None, 1)
