"""Is a query a name, or does it say what music is wanted? Pure."""

import re
from collections.abc import Sequence

from bands import hangul
from bands.search import STEP, Rank
from recommendations.asking.ordinary import is_particles

SURE = 0.5  # distance of a guessed name up to which it is taken for the name
LEAST = 2  # letters of a query, and of a word in it, that can mean something
MOST = 8  # words of a query that texts are looked through for
# What people say around what they mean; that a text has it too is no reason.
AROUND = """
좋은 좋아하는 듣기 듣는 듣고 들을 들으면 싶은 싶어 싶다 있는 없는 나는 하는 되는 같은 어울리는
느낌 추천 추천해 추천해줘 찾아줘 알려줘 궁금해 혼자 같이 그런 이런 소리 밴드 음악 노래 사람
the and for with from that this some something music band bands song songs like want
"""
SILENT = frozenset(AROUND.split())
WORD = re.compile(r"[^\W\d_]+")


def may_be_described(query: str) -> bool:
    """Before any name is looked for: has it several words?"""
    return len(query.split()) > 1 and not hangul.is_initials(query)


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


def other_words(said: str, known: Sequence[str]) -> list[str]:
    """The first `MOST` words of a text that are no part of what is `known`, each once.

    Without their particles and in small letters.
    """
    understood = words_in(" ".join(known))
    return [
        word
        for word in words_in(said)
        if word not in SILENT and not any(word in other or other in word for other in understood)
    ][:MOST]


def words_in(text: str) -> list[str]:
    """The words of a text without their particles, in small letters, each once."""
    stems = (_stem(word) for word in WORD.findall(text.lower()))
    return list(dict.fromkeys(stem for stem in stems if len(stem) >= LEAST))


def _stem(word: str) -> str:
    """소리가 as 소리: what is left when all that may be particles is taken away."""
    ends = range(LEAST, len(word))
    return next((word[:end] for end in ends if is_particles(word[end:])), word)
