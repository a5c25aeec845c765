"""A small world for tests: bands with texts, members with picks, a space with known vectors."""

import uuid
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from django.utils.timezone import now
from numpy.typing import ArrayLike, NDArray

from bands.acts import stored_acts
from bands.drafts import services as drafts
from bands.drafts.models import BandDraft
from bands.models import Band, BandDescription, Keyword, LinkHealth, LinkHost, TrackFeatures
from bands.sound.features import FEATURES
from embeddings.models import BandVector, EmbeddingSpace, GoldenPair, TextVector
from embeddings.services import keyword_fingerprint
from members.models import Member, MemberBand, MemberKeyword

DIMENSIONS = 4


def make_keyword(word: str, facet: str = "mood") -> Keyword:
    return Keyword.objects.get_or_create(keyword=word, defaults={"facet": facet})[0]


def make_band(
    key: str = "", *, text: str = "기타가 앞에 선다.", keywords: Sequence[str] = (), **columns
) -> Band:
    key = key or uuid.uuid4().hex[:12]
    band = Band.objects.create(key=key, name=columns.pop("name", key), **columns)
    BandDescription.objects.create(band=band, text=text)
    band.keywords.set([make_keyword(word) for word in keywords])
    return band


def make_features(band: Band | None = None, **values: float) -> TrackFeatures:
    """In the middle of every range, but for the values given."""
    middle = {name: (allowed.least + allowed.most) / 2 for name, allowed in FEATURES.items()}
    return TrackFeatures.objects.create(band=band or make_band(), **middle | values)


def make_draft(band: Band | None = None, **changes: object) -> BandDraft:
    """A draft of that band, or of a new one, that says something else about it."""
    band = band or make_band()
    act = replace(stored_acts([band.pk])[band.pk], **{"description": "새로 쓴 글"} | changes)
    newest = band.revisions.newest_first().first()
    return drafts.begin(
        band_id=band.pk, act=act, seen=newest.number if newest else 0, by=None, now=now()
    )


def make_member(
    username: str = "", *, bands: Sequence[Band] = (), keywords: Sequence[Keyword] = (), **columns
) -> Member:
    username = username or f"u{uuid.uuid4().hex[:10]}"
    member = Member.objects.create_user(
        username, f"{username}@example.org", "pw-of-tests", **columns
    )
    MemberBand.objects.bulk_create(MemberBand(member=member, band=band) for band in bands)
    MemberKeyword.objects.bulk_create(
        MemberKeyword(member=member, keyword=keyword) for keyword in keywords
    )
    return member


def make_space(
    dimensions: int = DIMENSIONS, *, status: str = "active", **columns
) -> EmbeddingSpace:
    return EmbeddingSpace.objects.create(
        name=uuid.uuid4().hex,
        dimensions=dimensions,
        status=status,
        activated_at=now() if status == "active" else None,
        **{"provider": "local", "model": "known"} | columns,
    )


def unit(vector: ArrayLike) -> NDArray[np.float64]:
    row = np.asarray(vector, dtype=np.float64)
    return row / np.linalg.norm(row)


def place(space: EmbeddingSpace, band: Band, vector: ArrayLike) -> BandVector:
    """Give a band a current vector in a space."""
    version = BandDescription.objects.values_list("text_version", flat=True).get(band=band)
    return BandVector.objects.create(
        space=space,
        band=band,
        dimensions=space.dimensions,
        fingerprint="0" * 64,
        text_version=version,
        vector=unit(vector),
    )


def make_golden_pair(
    a: Band | None = None, b: Band | None = None, *, near: bool = True, **columns
) -> GoldenPair:
    return GoldenPair.objects.create(
        band_a=a or make_band(), band_b=b or make_band(), is_near=near, **columns
    )


def make_link(band: Band | None = None, **columns) -> LinkHealth:
    host = LinkHost.objects.get_or_create(name="band.example", defaults={"free_at": now()})[0]
    given = {"place": "image", "url": "https://band.example/a.jpg", "next_check_at": now()}
    return LinkHealth.objects.create(band=band or make_band(), host=host, **given | columns)


def know(space: EmbeddingSpace, words: Sequence[str], vector: ArrayLike) -> None:
    """Store the vector of a keyword sentence for the space's model."""
    TextVector.objects.create(
        model_key=space.model_key, fingerprint=keyword_fingerprint(words), vector=unit(vector)
    )
