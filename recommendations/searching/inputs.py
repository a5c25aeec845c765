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


@dataclass(frozen=True)
class Held:
    """A band with the words of a query that it has.

    words : rare ones, in its text   keywords : ids of those wished for
    """

    band_id: int
    words: list[str]
    keywords: list[int]
    n_bands: int  # published, of all


def load_held(
    *, wanted: Collection[int], words: Sequence[str], excluded: Collection[int]
) -> list[Held]:
    """The bands with any of the keywords `wanted`, or of `words` in their texts; one statement."""
    if not (wanted or words):
        return []
    asked = {"words": [*words], "share": SHARE, "excluded": [*excluded], "wanted": [*wanted]}
    with connection.cursor() as cursor:
        cursor.execute(HELD, asked)
        return [Held(*row) for row in cursor.fetchall()]


def load_rankings(
    *,
    wish: Wish,
    held: Sequence[Held],
    space: EmbeddingSpace,
    excluded: tuple[int, ...],
    most: int,
) -> Rankings:
    near, similarity = _near(wish, space, excluded, most)
    texts = {one.band_id: one.words for one in held if one.words}
    return Rankings(near, _worded(held, near)[:most], texts, similarity)


def _near(
    wish: Wish, space: EmbeddingSpace, excluded: tuple[int, ...], most: int
) -> tuple[list[int], float]:
    """(the nearest to all that is wished, the best cosine to the sentence), in one statement."""
    toward = direction(wish, WEIGHTS)
    if toward is None:
        return [], 0.0
    queries: list[Vector] = [toward, toward if wish.sentence is None else wish.sentence]
    nearest = NearestInSpace(space, excluded, vectors_of=0)
    found, sentence = nearest(np.array(queries), most)
    is_heard = wish.sentence is not None and len(sentence.similarities)
    return found.band_ids.tolist(), float(sentence.similarities[0]) if is_heard else 0.0


def _worded(held: Sequence[Held], near: Sequence[int]) -> list[int]:
    """Those with most of the keywords and words, rare ones first; of as many, the nearer one."""
    has: dict[int, list[Hashable]] = {one.band_id: [*one.words, *one.keywords] for one in held}
    scores = weighed(has, total=held[0].n_bands if held else 0)
    places = {pk: place for place, pk in enumerate(near)}
    return sorted(has, key=lambda pk: (-scores[pk], places.get(pk, len(near)), pk))
