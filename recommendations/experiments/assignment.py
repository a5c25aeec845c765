"""Which arm of an experiment a subject is in: by a hash alone, so nothing has to be remembered."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite

LEAST = 2  # arms; with one there is nothing to compare


class BadArms(ValueError):
    """The arms are no experiment; the message is "form", "few", "weight" or "twice"."""


@dataclass(frozen=True)
class Arm:
    """`algorithm` is a name of the registry, and so of the arm; `weight` is above 0."""

    algorithm: str
    weight: float


def arms_of(stored: object) -> tuple[Arm, ...]:
    """Arms from JSON: [{"algorithm": name, "weight": number}, ...]. Raises `BadArms`."""
    if not isinstance(stored, list) or not all(map(_has_form, stored)):
        raise BadArms("form")
    arms = tuple(Arm(one["algorithm"], _weight(one["weight"])) for one in stored)
    if len(arms) < LEAST:
        raise BadArms("few")
    if not all(isfinite(arm.weight) and arm.weight > 0 for arm in arms):
        raise BadArms("weight")
    if len({arm.algorithm for arm in arms}) < len(arms):
        raise BadArms("twice")
    return arms


def _has_form(one: object) -> bool:
    if not isinstance(one, dict) or one.keys() != {"algorithm", "weight"}:
        return False
    weight = one["weight"]
    is_number = isinstance(weight, int | float) and not isinstance(weight, bool)
    return isinstance(one["algorithm"], str) and is_number


def _weight(number: int | float) -> float:
    try:
        return float(number)
    except OverflowError:
        return inf


def place_of(subject: str, salt: str) -> float:
    """Where a subject lies in [0, 1): the first 53 bits of SHA-256 over salt and subject."""
    digest = hashlib.sha256(f"{salt}:{subject}".encode()).digest()
    return float((int.from_bytes(digest[:8], "big") >> 11) / 2**53)


def assign(subject: str, salt: str, arms: Sequence[Arm]) -> Arm:
    """The arm in whose part of [0, 1) the subject lies; parts are as wide as weights say."""
    rest = place_of(subject, salt) * sum(arm.weight for arm in arms)
    for arm in arms[:-1]:
        if rest < arm.weight:
            return arm
        rest -= arm.weight
    return arms[-1]
