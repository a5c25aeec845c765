"""Vectors: every number in here can be made again from the catalogue and a model."""

import numpy as np
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray
from pgvector.django import VectorField

from bands.models import Band
from embeddings.filling.models import SpaceFill
from embeddings.golden.models import GoldenPair
from embeddings.learned.models import LearnedSpace, LearnedVector
from embeddings.querysets import BandVectorManager, SpaceQuerySet, TextVectorManager
from embeddings.switching.models import SpaceChange, SpaceComparison
from embeddings.vocabulary.models import DismissedProposal, KeywordMerge, KeywordSuggestion

__all__ = [
    "BandVector",
    "DismissedProposal",
    "EmbeddingAttempt",
    "EmbeddingSpace",
    "GoldenPair",
    "KeywordMerge",
    "KeywordSuggestion",
    "LearnedSpace",
    "LearnedVector",
    "SpaceChange",
    "SpaceComparison",
    "SpaceFill",
    "TextVector",
]

MAX_DIMENSIONS = 2000  # a plain-stored row must fit an 8 kB page; also pgvector's HNSW limit


class EmbeddingSpace(models.Model):
    """A vector space: one model, one size, one centre. Nothing in it changes but its status.

    With a `centre`, every vector of the space is unit(raw - centre): a local model's cosines
    are narrow until the mean is taken away. A space that `wants_centre` gets it once, when it is
    full and does not serve. Two spaces are never compared.
    """

    class Status(models.TextChoices):
        BUILDING = "building", _("만드는 중")
        ACTIVE = "active", _("쓰는 중")
        RETIRED = "retired", _("물러남")

    name = models.CharField(_("이름"), max_length=80, unique=True)
    kind = models.CharField(max_length=8, default="text", choices=[("text", _("글"))])
    provider = models.CharField(_("제공자"), max_length=20)
    model = models.CharField(_("모델"), max_length=100)
    dimensions = models.PositiveIntegerField(_("차원"))
    wants_centre = models.BooleanField(_("중심 빼기"), default=False)
    centre = VectorField(null=True, blank=True, editable=False)
    note = models.CharField(_("메모"), max_length=300, blank=True)
    status = models.CharField(
        _("상태"), max_length=8, choices=Status, default=Status.BUILDING, editable=False
    )
    created_at = models.DateTimeField(_("만든 때"), db_default=Now())
    activated_at = models.DateTimeField(_("쓰기 시작한 때"), null=True, editable=False)
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    paused_until = models.DateTimeField(_("쉬는 때"), null=True, editable=False)
    pause_reason = models.CharField(_("쉬는 까닭"), max_length=40, blank=True, editable=False)

    objects = SpaceQuerySet.as_manager()

    class Meta:
        db_table = "embedding_space"
        verbose_name = _("벡터 공간")
        verbose_name_plural = _("벡터 공간")
        permissions = [
            ("fill_space", "Can fill a vector space"),
            ("switch_space", "Can switch to another vector space"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(status="active"),
                name="embedding_space_one_active",
            ),
            models.UniqueConstraint(fields=["id", "dimensions"], name="embedding_space_dimensions"),
            models.CheckConstraint(
                condition=models.Q(dimensions__gte=2, dimensions__lte=MAX_DIMENSIONS),
                name="embedding_space_dimensions_range",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def model_key(self) -> str:
        """What a raw vector depends on besides its text."""
        return f"{self.provider}:{self.model}:{self.dimensions}"

    @property
    def centre_array(self) -> NDArray[np.float64] | None:
        """(dimensions,) what is taken from each raw vector, or None."""
        return None if self.centre is None else np.asarray(self.centre, dtype=np.float64)


class TextVector(models.Model):
    """The unit vector that a model gave for a text, kept for ever (CONTRACT A8).

    `fingerprint` is the SHA-256 of (purpose, text); with `model_key` it names the vector, so a
    text that comes back costs no call.
    """

    model_key = models.CharField(max_length=140)
    fingerprint = models.CharField(max_length=64)
    vector = VectorField()
    created_at = models.DateTimeField(db_default=Now())

    objects = TextVectorManager()

    class Meta:
        db_table = "text_vector"
        constraints = [
            models.UniqueConstraint(fields=["model_key", "fingerprint"], name="text_vector_once")
        ]


class BandVector(models.Model):
    """A band's place in a space: what searches compare.

    `fingerprint` names the text it was made of, `text_version` the moment of it; `sentences_of` is
    the version whose sentences were seen to. The database refuses a vector that is not a unit
    vector of the space's size (RELIABILITY D4).
    """

    space = models.ForeignKey(EmbeddingSpace, models.CASCADE, related_name="band_vectors")
    band = models.ForeignKey(Band, models.CASCADE, related_name="+")
    dimensions = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    text_version = models.PositiveBigIntegerField()
    sentences_of = models.PositiveBigIntegerField(default=0, db_default=0)
    vector = VectorField()
    made_at = models.DateTimeField(db_default=Now())

    objects = BandVectorManager()

    class Meta:
        db_table = "band_vector"
        verbose_name = _("밴드 벡터")
        verbose_name_plural = _("밴드 벡터")
        constraints = [models.UniqueConstraint(fields=["space", "band"], name="band_vector_once")]


class EmbeddingAttempt(models.Model):
    """What has been tried for a band that has no current vector in a space.

    There is no queue: a band is pending when its vector's version is not its text's version.
    A row here only says who is at it, how often it failed, and when to try again.
    """

    space = models.ForeignKey(EmbeddingSpace, models.CASCADE, related_name="attempts")
    band = models.ForeignKey(Band, models.CASCADE, related_name="+")
    text_version = models.PositiveBigIntegerField()
    attempts = models.PositiveIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    next_attempt_at = models.DateTimeField(null=True)
    has_failed = models.BooleanField(_("실패"), default=False)
    reason = models.CharField(_("까닭"), max_length=40, blank=True)

    class Meta:
        db_table = "embedding_attempt"
        verbose_name = _("임베딩 시도")
        verbose_name_plural = _("임베딩 시도")
        constraints = [
            models.UniqueConstraint(fields=["space", "band"], name="embedding_attempt_once")
        ]
