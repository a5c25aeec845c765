"""How a space sees one band, and the golden pairs with it."""

from django.db.models import Q
from numpy.typing import NDArray

from bands.models import Band
from embeddings.golden.services import score_space
from embeddings.models import BandVector, EmbeddingSpace
from embeddings.vocabulary.suggest import nearest_keywords
from recommendations.preview.effect import Judgement, Near, Outlook, Suggested

NEAREST = 10
KEYWORDS = 8

SAYS_SOMETHING = Q(description__isnull=False) & ~Q(description__text="")


def outlook_of(*, band_id: int, space: EmbeddingSpace) -> Outlook:
    """The band's neighbours in `space`, and the golden pairs of the whole catalogue."""
    vector = _vector(band_id, space)
    is_shown = Band.objects.published().filter(pk=band_id).exists()
    nearest = () if vector is None else _nearest(band_id, vector, space)
    return Outlook(is_shown and vector is not None, nearest, _golden(space))


def suggestions_for(
    *, band_id: int, space: EmbeddingSpace, without: frozenset[str]
) -> tuple[Suggested, ...]:
    """The keywords nearest to the band's text that are not among `without`."""
    vector = _vector(band_id, space)
    if vector is None:
        return ()
    near = nearest_keywords(space=space, vector=vector, n=KEYWORDS, without=without)
    return tuple(Suggested(one.keyword, one.similarity) for one in near)


def _vector(band_id: int, space: EmbeddingSpace) -> NDArray | None:
    """Its vector if it has a text: what has none keeps its last one, and is never found."""
    if not Band.objects.filter(SAYS_SOMETHING, pk=band_id).exists():
        return None
    return BandVector.objects.arrays(space.pk, [band_id]).get(band_id)


def _nearest(band_id: int, vector: NDArray, space: EmbeddingSpace) -> tuple[Near, ...]:
    found = BandVector.objects.nearest(space.pk, vector[None], NEAREST, [band_id])
    return tuple(Near(one.band_id, one.similarity) for one in found)


def _golden(space: EmbeddingSpace) -> tuple[Judgement, ...]:
    return tuple(
        Judgement(one.pair.a, one.pair.b, one.pair.near, one.holds, one.rank)
        for one in score_space(space.pk).judged
    )
