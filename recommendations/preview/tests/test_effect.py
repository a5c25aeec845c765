"""What a draft changes, from how it was and how it would be: no database."""

import json

import pytest

from recommendations.preview.effect import (
    Effect,
    Example,
    Judgement,
    Lists,
    Near,
    Outlook,
    Suggested,
    effect_as_json,
    effect_from_json,
)


def outlook(*bands, golden=()):
    return Outlook(True, tuple(Near(band, 0.5) for band in bands), tuple(golden))


def pair(a, b, *, holds, rank=1):
    return Judgement(a, b, near=True, holds=holds, rank=rank)


def test_bands_enter_and_leave_the_nearest():
    effect = Effect(outlook(1, 2, 3), outlook(2, 3, 4))

    assert (effect.entering, effect.leaving) == ({4}, {1})


def test_a_pair_turns_good_or_bad_or_stays():
    before = [pair(1, 2, holds=True), pair(1, 3, holds=False), pair(2, 3, holds=True)]
    after = [pair(1, 2, holds=False), pair(1, 3, holds=True), pair(2, 3, holds=True)]

    effect = Effect(outlook(golden=before), outlook(golden=after))

    assert [turn.after.pair for turn in effect.turned_bad] == [{1, 2}]
    assert [turn.after.pair for turn in effect.turned_good] == [{1, 3}]


def test_a_pair_that_could_not_be_judged_before_turns_nothing():
    effect = Effect(outlook(), outlook(golden=[pair(1, 2, holds=False)]))

    assert effect.turned_bad == []


def test_lists_are_counted_batch_by_batch_and_the_first_change_is_the_example():
    same, one, other = Example((1, 2), (1, 2)), Example((1, 2), (2, 1)), Example((3,), ())

    lists = Lists(total=10).with_more([same, one]).with_more([other])

    assert (lists.looked_at, lists.changed, lists.example) == (3, 2, one)


@pytest.mark.parametrize(
    ("lists", "is_sample", "estimate"),
    [
        (Lists(total=0), False, 0),
        (Lists(total=40, looked_at=40, changed=3), False, 3),
        (Lists(total=1000, looked_at=500, changed=7), True, 14),
        (Lists(total=1000), True, 0),
    ],
    ids=["no lists", "all of them", "a sample", "none made yet"],
)
def test_a_sample_is_said_to_be_one(lists, is_sample, estimate):
    assert (lists.is_sample, lists.estimate) == (is_sample, estimate)


@pytest.mark.parametrize("example", [None, Example((1, 2), (2, 3))])
def test_an_effect_survives_being_stored(example):
    golden = [pair(1, 2, holds=True)]
    effect = Effect(
        outlook(1, golden=golden),
        outlook(2, golden=golden),
        (Suggested("몽환적인", 0.25),),
        Lists(9, 3, 1, example),
    )

    assert effect_from_json(json.loads(json.dumps(effect_as_json(effect)))) == effect
