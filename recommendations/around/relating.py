"""Which keywords go together. Pure."""

from collections.abc import Mapping
from math import sqrt


def related(together: Mapping[int, int], counts: Mapping[int, int], own: int) -> list[int]:
    """The ids of other keywords, those that are carried together most for their size first.

    By cosine: together / sqrt(own * other), ties by id.

    together : keyword id -> how many bands carry it and the one in question
    counts : keyword id -> how many bands carry it
    own : how many bands carry the one in question
    """
    likeness = {pk: n / sqrt(own * counts[pk]) for pk, n in together.items() if n and counts[pk]}
    return sorted(likeness, key=lambda pk: (-likeness[pk], pk))
