"""The gate: 100 % coverage and golden pairs that hold well enough (N5, N6)."""

from dataclasses import replace

import pytest

from embeddings.filling.coverage import Coverage, Part
from embeddings.golden.scoring import Judged, Pair, Score
from embeddings.switching.gate import Fault, Standing, refusals
from embeddings.switching.said import sentence

FULL = Coverage(Part(300, 300), Part(100, 100), Part(400, 400))


def scored(held: int, of: int = 100) -> Score:
    pair = Pair("a", "b", near=True)
    judged = [Judged(pair, 0.5, 1, number < held) for number in range(of)]
    return Score(tuple(judged), 300, 0.8)


def faults(candidate: Standing, active: Standing, tolerance: float = 0.02) -> list[Fault]:
    return [one.fault for one in refusals(candidate, active, tolerance=tolerance)]


ACTIVE = Standing(FULL, scored(60))


@pytest.mark.parametrize(
    ("coverage", "fault"),
    [
        (replace(FULL, bands=Part(299, 300)), Fault.BANDS),
        (replace(FULL, keywords=Part(99, 100)), Fault.KEYWORDS),
        (replace(FULL, sentences=Part(395, 400)), Fault.SENTENCES),
    ],
)
def test_a_space_that_lacks_texts_is_refused(coverage, fault):
    assert faults(Standing(coverage, scored(90)), ACTIVE) == [fault]


def test_a_sentence_that_somebody_chose_just_now_does_not_refuse():
    assert faults(Standing(replace(FULL, sentences=Part(399, 400)), scored(60)), ACTIVE) == []


def test_a_space_whose_centre_was_not_taken_yet_is_refused():
    assert faults(Standing(FULL, scored(60), lacks_centre=True), ACTIVE) == [Fault.CENTRE]


@pytest.mark.parametrize(
    ("held", "is_let_through"), [(70, True), (58, True), (57, False), (0, False)]
)
def test_the_golden_pairs_may_be_worse_by_the_tolerance_and_no_more(held, is_let_through):
    found = faults(Standing(FULL, scored(held)), ACTIVE)

    assert found == ([] if is_let_through else [Fault.GOLDEN])


def test_pairs_that_cannot_be_judged_in_the_new_space_refuse_it():
    assert faults(Standing(FULL, scored(90, of=90)), ACTIVE) == [Fault.UNJUDGED]


def test_without_golden_pairs_the_coverage_decides():
    none = Score((), 300, float("nan"))

    assert faults(Standing(FULL, none), Standing(FULL, none)) == []


def test_every_fault_can_be_said():
    worst = Standing(Coverage(Part(0, 3), Part(0, 3), Part(0, 3)), scored(0), lacks_centre=True)
    found = refusals(worst, ACTIVE, tolerance=0) + refusals(
        Standing(FULL, scored(1, of=1)), ACTIVE, tolerance=0
    )

    assert {one.fault for one in found} == set(Fault)
    for one in found:
        assert sentence(one.fault, one.figures)
