"""The vector that shapes a band's cover."""

from django.db.models import F

from embeddings.models import BandVector, EmbeddingSpace, TextVector


def vector_of(band_id: int) -> list[float] | None:
    """What the model made of the band's text as it stands; None while that is pending.

    The raw vector, not the space's: centring a space must not redraw every cover.
    """
    space = EmbeddingSpace.objects.active()
    if space is None:
        return None
    current = BandVector.objects.filter(
        space=space, band_id=band_id, text_version=F("band__description__text_version")
    )
    fingerprint = current.values_list("fingerprint", flat=True).first()
    raw = TextVector.objects.arrays(space.model_key, [fingerprint] if fingerprint else [])
    return raw[fingerprint].tolist() if fingerprint in raw else None
