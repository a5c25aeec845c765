"""Rows to two rankings: by vectors, and by the words of a query that a band has."""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connection

from embeddings.models import EmbeddingSpace
from embeddings.querysets import NOT_ELIGIBLE
from recommendations.asking.finding import Vector, Weights, Wish, direction
from recommendations.searching.fusing import weighed
from recommendations.suggest.inputs import NearestInSpace

SHARE = 0.1  # of all texts; a word that more of them have says nothing
WEIGHTS = Weights()

HELD = f"""
WITH published AS (SELECT id FROM band WHERE is_published AND deleted_at IS NULL),
hit AS (
    SELECT text.band_id, word FROM band_description AS text
    JOIN unnest(%(words)s::text[]) AS word
        ON position(word in lower(text.text || ' ' || text.text_en)) > 0
),
rare AS (
    SELECT word FROM hit GROUP BY word
    HAVING count(*) <= greatest(%(share)s * (SELECT count(*) FROM band_description), 1)
),
worded AS (
    SELECT hit.band_id, array_agg(word ORDER BY word) AS words FROM hit JOIN rare USING (word)
    WHERE hit.band_id NOT IN ({NOT_ELIGIBLE.replace("%s", "%(excluded)s")})
    GROUP BY hit.band_id
),
carried AS (
    SELECT entry.band_id, array_agg(entry.keyword_id) AS keywords
    FROM band_keyword AS entry JOIN published ON published.id = entry.band_id
    WHERE entry.keyword_id = ANY(%(wanted)s::bigint[])
        AND entry.band_id <> ALL(%(excluded)s::bigint[])
    GROUP BY entry.band_id
)
SELECT band_id, coalesce(words, '{{}}'), coalesce(keywords, '{{}}'),
    (SELECT count(*) FROM published)
FROM worded FULL JOIN carried USING (band_id)
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
    texts, worded = _worded(wish.wanted, words, excluded, near)
    return Rankings(near, worded[:most], texts, similarity)


def _near(
    wish: Wish, space: EmbeddingSpace, excluded: tuple[int, ...], most: int
) -> tuple[list[int], float]:
    """(the nearest to all that is wished, the best cosine to the sentence), in one statement."""
    toward = direction(wish, WEIGHTS)
    if toward is None:
        return [], 0.0
    queries: list[Vector] = [toward, toward if wish.sentence is None else wish.sentence]
    nearest = NearestInSpace(space, excluded, with_vectors=False)
    found, sentence = nearest(np.array(queries), most)
    is_heard = wish.sentence is not None and len(sentence.similarities)
    return found.band_ids.tolist(), float(sentence.similarities[0]) if is_heard else 0.0


def _worded(
    wanted: Collection[int],
    words: Sequence[str],
    excluded: Collection[int],
    near: Sequence[int],
) -> tuple[dict[int, list[str]], list[int]]:
    """(band id -> rare words in its text, who has most of the keywords and words).

    Rare ones first; of as many, the nearer one. One statement.
    """
    if not (wanted or words):
        return {}, []
    rows = _held(wanted, words, excluded)
    has: dict[int, list[Hashable]] = {pk: [*said, *carried] for pk, said, carried, _n in rows}
    scores = weighed(has, total=rows[0][-1] if rows else 0)
    places = {pk: place for place, pk in enumerate(near)}
    ranked = sorted(has, key=lambda pk: (-scores[pk], places.get(pk, len(near)), pk))
    return {pk: said for pk, said, _carried, _n in rows if said}, ranked


def _held(
    wanted: Collection[int], words: Sequence[str], excluded: Collection[int]
) -> list[tuple[int, list[str], list[int], int]]:
    """(band id, words in its text, keywords that it carries, number of published bands)."""
    asked = {"words": [*words], "share": SHARE, "excluded": [*excluded], "wanted": [*wanted]}
    with connection.cursor() as cursor:
        cursor.execute(HELD, asked)
        return cursor.fetchall()
