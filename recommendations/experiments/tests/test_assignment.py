"""Arms by a hash alone: stable, in the shares of the weights, unlike those of another salt."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, chisquare

from recommendations.experiments.assignment import Arm, BadArms, arms_of, assign, place_of

ARMS = (Arm("v3", 5), Arm("v2", 3), Arm("v1", 2))
SUBJECTS = 100_000


def drawn(salt: str) -> np.ndarray:
    """The arm's number of each synthetic subject."""
    return np.array([ARMS.index(assign(str(n), salt, ARMS)) for n in range(SUBJECTS)])


@pytest.fixture(scope="module")
def split() -> np.ndarray:
    return drawn("a")


@given(st.text(), st.text())
def test_a_subject_always_has_the_same_arm_and_lies_from_0_to_below_1(subject, salt):
    """FEATURES 91."""
    assert assign(subject, salt, ARMS) == assign(subject, salt, ARMS)
    assert 0 <= place_of(subject, salt) < 1


def test_a_subject_lies_where_sha_256_puts_it():
    """By sha256sum: "salt:subject" begins with fddbd07ce992f871, of which 53 bits are taken."""
    assert place_of("subject", "salt") == (0xFDDBD07CE992F871 >> 11) / 2**53


def test_shares_follow_the_weights(split):
    """FEATURES 91: 100,000 subjects, chi-square."""
    found = np.bincount(split, minlength=3)
    assert chisquare(found, SUBJECTS * np.array([0.5, 0.3, 0.2])).pvalue > 0.001


def test_another_salt_deals_anew(split):
    """FEATURES 91: arms of two experiments are independent."""
    table = np.zeros((3, 3))
    np.add.at(table, (split, drawn("b")), 1)
    assert chi2_contingency(table).pvalue > 0.001


def test_arms_are_read_from_json():
    stored = [{"algorithm": "v3", "weight": 1}, {"algorithm": "v2", "weight": 0.5}]
    assert arms_of(stored) == (Arm("v3", 1.0), Arm("v2", 0.5))


@pytest.mark.parametrize(
    ("stored", "why"),
    [
        ("v3", "form"),
        ([{"algorithm": "v3"}, {"algorithm": "v2"}], "form"),
        ([{"algorithm": "v3", "weight": "1"}, {"algorithm": "v2", "weight": 1}], "form"),
        ([{"algorithm": "v3", "weight": True}, {"algorithm": "v2", "weight": 1}], "form"),
        ([{"algorithm": 3, "weight": 1}, {"algorithm": "v2", "weight": 1}], "form"),
        ([], "few"),
        ([{"algorithm": "v3", "weight": 1}], "few"),
        ([{"algorithm": "v3", "weight": 0}, {"algorithm": "v2", "weight": 1}], "weight"),
        ([{"algorithm": "v3", "weight": float("inf")}, {"algorithm": "v2", "weight": 1}], "weight"),
        ([{"algorithm": "v3", "weight": 10**400}, {"algorithm": "v2", "weight": 1}], "weight"),
        ([{"algorithm": "v3", "weight": 1}, {"algorithm": "v3", "weight": 1}], "twice"),
    ],
)
def test_what_is_no_experiment_is_refused_with_the_reason(stored, why):
    with pytest.raises(BadArms, match=why):
        arms_of(stored)
