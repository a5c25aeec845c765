"""The members' keywords as one text each, and its vector, stored beforehand (CONTRACT A8)."""

import openai
from django.utils.timezone import now

from embeddings.models import EmbeddingSpace, TextVector
from embeddings.services import keyword_direction, keyword_fingerprint
from embeddings.text import compose, registry
from members.models import MemberKeyword

A_CALL = 500


def of_members() -> dict[int, list[str]]:
    """member id -> the member's keywords in keyword-id order (CONTRACT A8)."""
    chosen: dict[int, list[str]] = {}
    rows = MemberKeyword.objects.order_by("member_id", "keyword_id")
    for member_id, word in rows.values_list("member_id", "keyword__keyword"):
        chosen.setdefault(member_id, []).append(word)
    return chosen


def store_answers_of(provider: str) -> None:
    """What the fake provider says to every member's keywords, as if it had been asked before."""
    space = EmbeddingSpace.objects.get(status="active")
    client = openai.OpenAI(api_key="benchmark", base_url=provider)
    distinct = {keyword_fingerprint(words): words for words in of_members().values()}
    fingerprints = list(distinct)
    for first in range(0, len(fingerprints), A_CALL):
        some = fingerprints[first : first + A_CALL]
        answer = client.embeddings.create(
            model=space.model,
            input=[compose.keywords_text(distinct[each]) for each in some],
            dimensions=space.dimensions,
        )
        TextVector.objects.bulk_create(
            TextVector(model_key=space.model_key, fingerprint=each, vector=item.embedding)
            for each, item in zip(some, answer.data, strict=True)
        )


def embed_here() -> None:
    """By the local model, in this process."""
    space = EmbeddingSpace.objects.get(status="active")
    embedder = registry.for_space(space.provider, space.model, space.dimensions)
    for words in of_members().values():
        keyword_direction(space=space, keywords=words, embedder=embedder, now=now(), seconds=20)
