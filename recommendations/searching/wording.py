"""Is a query a name, or does it say what music is wanted? Pure."""

from bands import hangul
from bands.search import STEP, Rank

SURE = 0.5  # distance of a guessed name up to which it is taken for the name
LEAST = 2  # letters of a query that can mean something


def is_a_name(query: str, best: int | None) -> bool:
    """Is it settled by the names alone? `best` is the rank of the first band; None for none."""
    if len(hangul.folded(query)) < LEAST or hangul.is_initials(query):
        return True
    if best is None:
        return False
    rank, rest = divmod(best, STEP)
    if rank == Rank.TYPO:
        return rest <= SURE * STEP
    # a band called so, or a keyword whose bands are all listed
    return rank not in (Rank.INFIX, Rank.STROKES)


def is_described(query: str, best: int | None, *, understood: int) -> bool:
    """Of what `is_a_name` leaves open; `understood` counts names and keywords read in it."""
    n_words = len(query.split())
    if best is not None and best < Rank.KEYWORD * STEP:  # somewhere within a name
        return n_words > 1 and understood > 0
    return n_words > 1 or understood > 0 or best is None


def is_a_guess(best: int | None) -> bool:
    """Is the best name only somewhat like the query?"""
    return best is not None and best >= Rank.TYPO * STEP
