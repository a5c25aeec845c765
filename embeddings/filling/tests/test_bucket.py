"""The rate limit holds in every sixty seconds, whoever asks and however often (row 70)."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from embeddings.filling.bucket import taken

START = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def sent(per_minute: int, moments: list[float], wanted: int = 8, window: float = 10) -> list[float]:
    """At which second each text went, when workers ask for a batch at `moments`."""
    allowance, since, gone = 0.0, None, []
    for second in moments:
        now = START + timedelta(seconds=second)
        granted, allowance = taken(
            allowance=allowance,
            since=since,
            now=now,
            wanted=wanted,
            per_minute=per_minute,
            window=window,
        )
        since = now
        gone += [second] * granted
    return gone


@pytest.mark.parametrize("per_minute", [1, 2, 7, 60, 600, 6000])
@pytest.mark.parametrize("window", [1, 10, 3600])
def test_no_minute_sees_more_than_the_limit(per_minute, window):
    chance = random.Random(per_minute)
    moments = sorted(chance.uniform(0, 600) for _ in range(3000))

    gone = sent(per_minute, moments, window=window)

    assert gone
    for start in gone[:: max(len(gone) // 100, 1)]:
        assert sum(start <= second < start + 60 for second in gone) <= per_minute


def test_a_sweep_every_ten_seconds_uses_most_of_the_limit():
    gone = sent(60, [10 * n for n in range(61) for _ in range(5)])

    assert 45 * 10 <= len(gone) <= 60 * 10 + 10


def test_a_slow_limit_still_lets_texts_through():
    gone = sent(1, [10 * n for n in range(61)])

    assert len(gone) == 6
