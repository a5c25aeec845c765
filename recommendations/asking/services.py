"""What is found for what was understood, and how it is told; `talking` goes the whole way.

Each step stands in a module of its own and is pure but for the reads of `inputs` (CONTRACT R63).
Every band shown is one of the catalogue and was among this request's
candidates, whoever helped with it (CONTRACT O3).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bands.models import Band, Keyword
from embeddings.models import EmbeddingSpace
from recommendations.asking import finding, inputs, phrases
from recommendations.asking.adjusting import Changes
from recommendations.asking.finding import Fit, Weights
from recommendations.asking.helping import RULES, Helper, Idea
from recommendations.asking.understanding import Lack, Understanding
from recommendations.suggest.refusals import CatalogueNotReady

SHOWN = 5  # CONTRACT R21
CANDIDATES = 30  # that a helper may choose from
OFFERED = 8  # tags that are offered where none was found (ruling O2)
LEAST_SIMILARITY = 0.30  # of a sentence in which nothing was understood; docs/asking.md
WEIGHTS = Weights()


class Source(StrEnum):
    """Where the bands come from, which the answer always says (CONTRACT R37)."""

    CATALOGUE = "catalogue"  # they fit what was understood
    FALLBACK = "fallback"  # nothing fits for sure; a language model chose among the candidates
    NEAREST = "nearest"  # what was asked for is not there; they are what is nearest
    NOTHING = "nothing"  # nothing was understood, or nothing is left


@dataclass(frozen=True)
class Reasons:
    """Why a band is shown; all of it is computed from what ranked it.

    keywords : the wanted keywords that it carries
    like : the named band that it shares most keywords with
    """

    keywords: tuple[Keyword, ...]
    like: Band | None


@dataclass(frozen=True)
class Suggested:
    band: Band  # loaded for cards
    similarity: float  # cosine to what was searched for (CONTRACT R55)
    reasons: Reasons


@dataclass(frozen=True)
class Answer:
    """What was read, what was found and how it is told.

    understood : names, attitudes, tags and filters as they were read (see `understanding`)
    said : the answer in sentences, in `language`
    items : `SHOWN` bands at most, the best first
    source : where they come from
    similarity : of the best band to the whole sentence; None where the sentence has no vector
    least_similarity : below it a sentence without any known word finds nothing (ruling O4)
    offered : keywords to go on with, where none was understood
    degraded : marks of what could not be used, such as "sentence_ignored" (RELIABILITY F6)
    named : the named bands by id, for what `understood` says by id
    words : the keywords by id, also those that were taken out
    """

    understood: Understanding
    language: str
    said: tuple[str, ...]
    items: tuple[Suggested, ...]
    source: Source
    similarity: float | None
    offered: tuple[Keyword, ...]
    degraded: tuple[str, ...]
    named: dict[int, Band]
    words: dict[int, Keyword]
    least_similarity: float = LEAST_SIMILARITY


@dataclass(frozen=True)
class Found:
    """The second step's result, in ids."""

    fits: tuple[Fit, ...]
    source: Source
    similarity: float | None
    degraded: tuple[str, ...]


def find(
    understood: Understanding,
    *,
    member_id: int | None,
    now: datetime,
    weights: Weights = WEIGHTS,
    helper: Helper = RULES,
) -> Found:
    """The second step alone: the bands that fit, and where they come from."""
    space = EmbeddingSpace.objects.active()
    if space is None:
        raise CatalogueNotReady
    if not understood.said and understood.is_empty:
        return Found((), Source.NOTHING, None, ())
    wished = inputs.load_wish(understood=understood, space=space, now=now)
    toward = finding.direction(wished.wish, weights)
    if toward is None:
        return Found((), Source.NOTHING, None, wished.degraded)
    vectors = inputs.load_candidates(
        space=space,
        directions=[one for one in (toward, wished.wish.sentence) if one is not None],
        excluded=inputs.not_to_be_shown(understood=understood, member_id=member_id, now=now),
    )
    carried = inputs.keywords_of(vectors)
    fits = finding.best(wished.wish, toward, vectors, carried, weights, CANDIDATES)
    nearest = finding.nearest(wished.wish.sentence, vectors)
    source = _source(understood, fits, nearest)
    if _is_unsure(source, nearest):
        chosen = helper.choose(understood, fits)
        fits, source = (list(chosen), Source.FALLBACK) if chosen else (fits, source)
    shown = () if source is Source.NOTHING else tuple(fits[:SHOWN])
    return Found(shown, source, nearest, wished.degraded)


def nearest_to(text: str, *, now: datetime) -> tuple[int, ...]:
    """The ids of the bands nearest to the sentence alone: what the steps are measured against."""
    space = EmbeddingSpace.objects.active()
    point = space and inputs.load_sentence(text=text, space=space, now=now)
    if point is None:
        return ()
    vectors = inputs.load_candidates(space=space, directions=[point], excluded=())
    return tuple(vectors)[:SHOWN]


def _source(understood: Understanding, fits: Sequence[Fit], nearest: float | None) -> Source:
    if not fits:
        return Source.NOTHING
    if understood.is_empty:
        is_near = nearest is not None and nearest >= LEAST_SIMILARITY
        return Source.NEAREST if is_near or understood.unmet else Source.NOTHING
    is_elsewhere = any(one.lack is not Lack.ERA for one in understood.unmet)
    return Source.NEAREST if is_elsewhere else Source.CATALOGUE


def _is_unsure(source: Source, nearest: float | None) -> bool:
    """Has the catalogue nothing that fits (CONTRACT R14, R54; ruling O4)?"""
    is_far = nearest is None or nearest < LEAST_SIMILARITY
    return source is not Source.CATALOGUE and is_far


def lacking(understood: Understanding, helper: Helper) -> list[Idea]:
    """What the catalogue does not have: what a helper named, then what the rules met."""
    named = {idea.name for idea in helper.ideas}
    kinds = {Lack.STRANGER: "band", Lack.FOREIGN: "genre"}
    met = [
        Idea(kinds[one.lack], one.said)
        for one in understood.unmet
        if one.lack in kinds and one.said not in named
    ]
    return [*helper.ideas, *met]


def tell(
    understood: Understanding,
    found: Found,
    language: str,
    changes: Changes,
    helper: Helper = RULES,
) -> Answer:
    """The third step alone: sentences, cards and reasons for what was found."""
    likes = {fit.like for fit in found.fits} - {None}
    named = {one.mention.band_id for one in understood.heard}
    shown = {fit.band_id for fit in found.fits}
    cards = Band.objects.published().filter(pk__in=likes | named | shown).for_cards().in_bulk()
    tags = (*understood.wanted, *understood.unwanted)
    words = Keyword.objects.live().in_bulk({*changes.without, *(t.word.keyword_id for t in tags)})
    items = tuple(
        Suggested(cards[fit.band_id], fit.similarity, _reasons(fit, cards, words))
        for fit in found.fits
        if fit.band_id in cards
    )
    bands = {pk: cards[pk] for pk in named if pk in cards}
    offered = () if understood.wanted or found.fits else _offered(understood)
    names = {pk: band.name for pk, band in bands.items()}
    said = helper.rephrase(phrases.told(understood, names, found.source, language))
    return Answer(
        understood=understood,
        language=language,
        said=said,
        items=items,
        source=found.source,
        similarity=found.similarity,
        offered=offered,
        degraded=(*found.degraded, *helper.marks),
        named=bands,
        words=words,
    )


def _reasons(fit: Fit, cards: dict[int, Band], words: dict[int, Keyword]) -> Reasons:
    keywords = tuple(words[pk] for pk in sorted(fit.carried) if pk in words)
    return Reasons(keywords, None if fit.like is None else cards.get(fit.like))


def _offered(understood: Understanding) -> tuple[Keyword, ...]:
    """The keywords that most bands carry, of those that are no genre and are not refused."""
    refused = understood.filters.keywords_out
    words = Keyword.objects.carried_most().exclude(facet="genre").exclude(pk__in=refused)
    return tuple(words[:OFFERED])
