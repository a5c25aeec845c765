"""Members' lists, made again with production code as if each member asked now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import F, TextField, Value
from django.db.models.functions import MD5, Cast, Concat

from embeddings import pending
from embeddings.models import EmbeddingSpace
from embeddings.services import keyword_direction, keyword_fingerprint
from embeddings.text import registry
from recommendations.suggest.deciding import decide
from recommendations.suggest.inputs import Inputs, load_inputs
from recommendations.suggest.models import RecommendList
from recommendations.suggest.refusals import NoBandsPicked


@dataclass(frozen=True)
class Stored:
    """A stored list: whose it is, and the algorithm that the member asked for."""

    member_id: int
    algorithm: str


def stored_lists(*, seed: str, most: int) -> tuple[int, list[Stored]]:
    """How many lists are stored, and up to `most` of them in an order that only `seed` decides.

    So a beginning of it is a random sample, the same one each time.
    """
    lists = RecommendList.objects.filter(member__deleted_at=None, member__is_active=True)
    mixed = MD5(Concat(Value(seed), Cast(F("member_id"), TextField())))
    rows = lists.order_by(mixed).values_list("member_id", "requested_algorithm")
    return lists.count(), [Stored(*row) for row in rows[:most]]


def answerable(*, lists: Sequence[Stored], space: EmbeddingSpace, now: datetime) -> list[Stored]:
    """Those whose keyword sentence has a vector, made here if need be, so that none is asked later.

    Nothing outside may be waited for inside a transaction. A provider that is down leaves out
    the few members whose sentence was never embedded.
    """
    inputs = {one: load_inputs(member_id=one.member_id, now=now) for one in lists}
    for words in _unknown(inputs.values(), space):
        keyword_direction(
            space=space,
            keywords=words,
            embedder=registry.for_space(space.provider, space.model, space.dimensions),
            now=now,
            seconds=settings.EMBEDDING_REQUEST_SECONDS,
        )
    unknown = _unknown(inputs.values(), space)
    return [one for one in lists if inputs[one].keywords not in unknown]


def _unknown(inputs: Iterable[Inputs], space: EmbeddingSpace) -> set[tuple[str, ...]]:
    sentences = {keyword_fingerprint(one.keywords): one.keywords for one in inputs if one.keywords}
    missing = pending.without_vector(model_key=space.model_key, fingerprints=sentences)
    return {sentences[fingerprint] for fingerprint in missing}


def made_again(*, lists: Sequence[Stored], now: datetime) -> list[tuple[int, ...]]:
    """The bands that each member would be recommended now, best first."""
    return [tuple(_bands(one, now)) for one in lists]


def _bands(one: Stored, now: datetime) -> list[int]:
    inputs = load_inputs(member_id=one.member_id, now=now)
    try:
        decision = decide(inputs=inputs, now=now, algorithm=one.algorithm)
    except NoBandsPicked:  # what was picked is gone: there is no new list
        return []
    return [hit.band_id for hit in decision.ranking.hits]
