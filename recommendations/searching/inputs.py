"""Rows to two rankings: by vectors, and by the words of a query that a band has."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connection

from bands.models import Band
from embeddings.models import EmbeddingSpace
from embeddings.querysets import NOT_ELIGIBLE
from recommendations.asking.finding import Vector, Weights, Wish, direction
from recommendations.asking.inputs import keywords_of
from recommendations.searching.fusing import weighed
from recommendations.suggest.inputs import NearestInSpace

SHARE = 0.1  # of all texts; a word that more of them have says nothing
WEIGHTS = Weights()

WORDS_IN_TEXTS = f"""
WITH hit AS (
    SELECT text.band_id, word FROM band_description AS text
    JOIN unnest(%(words)s::text[]) AS word
        ON position(word in lower(text.text || ' ' || text.text_en)) > 0
),
rare AS (
    SELECT word FROM hit GROUP BY word
    HAVING count(*) <= greatest(%(share)s * (SELECT count(*) FROM band_description), 1)
)
SELECT hit.band_id, array_agg(word ORDER BY word) FROM hit JOIN rare USING (word)
WHERE hit.band_id NOT IN ({NOT_ELIGIBLE.replace("%s", "%(excluded)s")})
GROUP BY hit.band_id
"""


@dataclass(frozen=True)
class Rankings:
    """Band ids, best first, by vectors and by words.

    texts : band id -> rare words of the query that its text has
    similarity : the best cosine to the whole query; 0 where it has no vector
    """

    near: Sequence[int]
    worded: Sequence[int]
    texts: dict[int, list[str]]
    similarity: float


def load_rankings(
    *,
    wish: Wish,
    words: Sequence[str],
    space: EmbeddingSpace,
    excluded: tuple[int, ...],
    most: int,
) -> Rankings:
    """`words` are what texts are looked through for, beside the keywords that are wished for."""
    near, similarity = _near(wish, space, excluded, most)
    texts = _in_texts(words, excluded)
    worded = _worded(wish.wanted_ids, texts, excluded, near)
    return Rankings(near, worded[:most], texts, similarity)


def _near(
    wish: Wish, space: EmbeddingSpace, excluded: tuple[int, ...], most: int
) -> tuple[list[int], float]:
    """(the nearest to all that is wished, the best cosine to the sentence), in one statement."""
    toward = direction(wish, WEIGHTS)
    if toward is None:
        return [], 0.0
    queries: list[Vector] = [toward, toward if wish.sentence is None else wish.sentence]
    found, sentence = NearestInSpace(space, excluded)(np.array(queries), most)
    is_heard = wish.sentence is not None and len(sentence.similarities)
    return found.band_ids.tolist(), float(sentence.similarities[0]) if is_heard else 0.0


def _worded(
    wanted: Collection[int],
    texts: dict[int, list[str]],
    excluded: Collection[int],
    near: Sequence[int],
) -> list[int]:
    """Those with most of the keywords and words, rare ones first; of as many, the nearer one."""
    published = Band.objects.published()
    carriers = published.filter(band_keywords__keyword__in=wanted).exclude(pk__in=excluded)
    carried = keywords_of(carriers.values_list("pk", flat=True)) if wanted else {}
    has = {
        pk: [*(carried.get(pk, frozenset()) & set(wanted)), *texts.get(pk, ())]
        for pk in {*carried, *texts}
    }
    scores = weighed(has, total=published.count())
    places = {pk: place for place, pk in enumerate(near)}
    return sorted(has, key=lambda pk: (-scores[pk], places.get(pk, len(near)), pk))


def _in_texts(words: Sequence[str], excluded: Sequence[int]) -> dict[int, list[str]]:
    if not words:
        return {}
    asked = {"words": list(words), "share": SHARE, "excluded": list(excluded)}
    with connection.cursor() as cursor:
        cursor.execute(WORDS_IN_TEXTS, asked)
        return dict(cursor.fetchall())
