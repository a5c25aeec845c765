"""The keyword texts whose vectors lists need (CONTRACT A8): each word, and each chosen sentence."""

from collections.abc import Iterable, Sequence

from django.db import connection

from bands.models import Keyword
from embeddings.text import compose
from embeddings.text.base import Purpose

Texts = dict[str, str]  # fingerprint -> text

CHOSEN_TOGETHER = """
SELECT DISTINCT array_agg(keyword.keyword ORDER BY keyword.id)
FROM member_keyword AS pick
JOIN keyword ON keyword.id = pick.keyword_id AND keyword.deleted_at IS NULL
JOIN member ON member.id = pick.member_id AND member.deleted_at IS NULL
GROUP BY pick.member_id
"""


def keyword_fingerprint(keywords: Sequence[str]) -> str:
    return compose.fingerprint(Purpose.QUERY, compose.keywords_text(keywords))


def of_keywords() -> Texts:
    """Every keyword by itself."""
    words = Keyword.objects.live().order_by("id").values_list("keyword", flat=True)
    return _texts([word] for word in words)


def of_sentences() -> Texts:
    """What members have chosen together, in keyword-id order."""
    with connection.cursor() as cursor:
        cursor.execute(CHOSEN_TOGETHER)
        return _texts(row[0] for row in cursor.fetchall())


def _texts(sentences: Iterable[Sequence[str]]) -> Texts:
    return {keyword_fingerprint(words): compose.keywords_text(words) for words in sentences}
