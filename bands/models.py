"""The catalogue: bands, their names, texts, tracks and keywords."""

from django.core.validators import URLValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from bands.drafts.models import BandDraft as BandDraft
from bands.drafts.models import DraftEdit as DraftEdit
from bands.duplicates.models import BandMerge as BandMerge
from bands.duplicates.models import DuplicatePair as DuplicatePair
from bands.duplicates.models import DuplicateSearch as DuplicateSearch
from bands.history.models import BandRevision as BandRevision
from bands.link_health.models import LinkHealth as LinkHealth
from bands.link_health.models import LinkHost as LinkHost
from bands.links import living
from bands.querysets import BandQuerySet, KeywordQuerySet
from bands.sound.models import TrackFeatures as TrackFeatures
from bands.synonyms.models import KeywordSynonym as KeywordSynonym
from bands.transfer.models import CatalogueImport as CatalogueImport
from bands.transfer.models import ImportRow as ImportRow

MAX_TEXT = 8000  # characters; about the 8,192 tokens that a provider takes

https_only = URLValidator(schemes=["https"])


class Facet(models.TextChoices):
    GENRE = "genre", _("장르")
    MOOD = "mood", _("분위기")
    SITUATION = "situation", _("상황")
    SOUND = "sound", _("소리")
    SEASON = "season", _("계절·시간")


class Keyword(models.Model):
    """A word of the closed vocabulary (CONTRACT D51, A12)."""

    keyword = models.CharField(_("키워드"), max_length=40, unique=True)
    english = models.CharField(_("영어"), max_length=60, blank=True)
    facet = models.CharField(_("갈래"), max_length=12, choices=Facet)
    deleted_at = models.DateTimeField(_("지운 때"), null=True, blank=True)

    objects = KeywordQuerySet.as_manager()

    class Meta:
        db_table = "keyword"
        verbose_name = _("키워드")
        verbose_name_plural = _("키워드")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(facet__in=Facet.values), name="keyword_facet_known"
            ),
            models.CheckConstraint(condition=~models.Q(keyword=""), name="keyword_not_empty"),
        ]

    def __str__(self) -> str:
        return self.keyword


class Kind(models.TextChoices):
    BAND = "band", _("밴드")
    SOLO = "solo", _("솔로")


class Band(models.Model):
    """An act of the scene (CONTRACT D50). Unpublished and deleted acts are never recommended."""

    key = models.SlugField(
        _("열쇠"),
        max_length=80,
        unique=True,
        help_text=_("가져오기가 같은 밴드를 알아보는 이름입니다. 예: silica-gel"),
    )
    name = models.CharField(_("이름"), max_length=100)
    kind = models.CharField(_("종류"), max_length=8, choices=Kind, default=Kind.BAND)
    image_url = models.URLField(_("사진 주소"), blank=True, validators=[https_only])
    dead_image_url = models.URLField(
        blank=True, editable=False, default="", db_default=""
    )  # in quarantine
    is_published = models.BooleanField(_("공개"), default=True)
    created_at = models.DateTimeField(_("만든 때"), db_default=Now())
    deleted_at = models.DateTimeField(_("지운 때"), null=True, blank=True)
    keywords = models.ManyToManyField(
        Keyword, through="BandKeyword", related_name="bands", verbose_name=_("키워드")
    )

    objects = BandQuerySet.as_manager()

    class Meta:
        db_table = "band"
        verbose_name = _("밴드")
        verbose_name_plural = _("밴드")
        permissions = [
            ("publish_band", "Can change what listeners see"),
            ("merge_band", "Can merge two bands"),
            ("import_catalogue", "Can import a catalogue"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="band_name_not_empty"),
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="band_kind_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=models.Q(is_published=False) | models.Q(deleted_at__isnull=False),
                name="band_hidden",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def living_image_url(self) -> str:
        return living(self.image_url, self.dead_image_url)


class BandName(models.Model):
    """One spelling under which people look for a band, with the keys that find it.

    The keys are filled by `bands.names`; see `bands.hangul` for what they are.
    """

    band = models.ForeignKey(Band, models.CASCADE, related_name="names")
    text = models.CharField(_("이름"), max_length=100)
    is_primary = models.BooleanField(default=False)
    folded = models.CharField(max_length=100)
    jamo = models.CharField(max_length=300)
    initials = models.CharField(max_length=100)

    class Meta:
        db_table = "band_name"
        verbose_name = _("다른 이름")
        verbose_name_plural = _("다른 이름")
        constraints = [
            models.UniqueConstraint(fields=["band", "text"], name="band_name_once"),
            models.UniqueConstraint(
                fields=["band"],
                condition=models.Q(is_primary=True),
                name="band_name_one_primary",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class BandDescription(models.Model):
    """The curator's text about a band (CONTRACT D49, P10); its vectors live in `embeddings`.

    A database trigger gives `text_version` a new number, never used before, whenever what is
    embedded changes: the text itself, the band's keywords, or the spelling of one of them. A
    vector is compared with it, so no door can forget to ask for a new one.
    """

    band = models.OneToOneField(Band, models.CASCADE, primary_key=True, related_name="description")
    text = models.TextField(_("소개"), blank=True, max_length=MAX_TEXT)
    text_en = models.TextField(_("영어 소개"), blank=True, max_length=MAX_TEXT)
    text_version = models.PositiveBigIntegerField(default=0, editable=False)
    updated_at = models.DateTimeField(_("고친 때"), auto_now=True)

    class Meta:
        db_table = "band_description"
        verbose_name = _("소개")
        verbose_name_plural = _("소개")
        indexes = [
            models.Index(
                fields=["band"], condition=models.Q(text=""), name="band_description_empty"
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]


class BandKeyword(models.Model):
    """A keyword that a curator gave to a band (CONTRACT D52)."""

    band = models.ForeignKey(
        Band, models.CASCADE, related_name="band_keywords", verbose_name=_("밴드")
    )
    keyword = models.ForeignKey(
        Keyword, models.CASCADE, related_name="band_keywords", verbose_name=_("키워드")
    )

    class Meta:
        db_table = "band_keyword"
        verbose_name = _("밴드의 키워드")
        verbose_name_plural = _("밴드의 키워드")
        constraints = [
            models.UniqueConstraint(fields=["band", "keyword"], name="band_keyword_once")
        ]

    def __str__(self) -> str:
        return str(self.keyword_id)


class TopTrack(models.Model):
    """A band's representative track (CONTRACT D57). An empty link means: link to a search."""

    band = models.OneToOneField(Band, models.CASCADE, primary_key=True, related_name="top_track")
    title = models.CharField(_("제목"), max_length=200)
    external_url = models.URLField(_("주소"), blank=True, validators=[https_only])
    dead_url = models.URLField(
        blank=True, editable=False, default="", db_default=""
    )  # in quarantine

    class Meta:
        db_table = "top_track"
        verbose_name = _("대표곡")
        verbose_name_plural = _("대표곡")
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="top_track_title_not_empty")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def living_url(self) -> str:
        return living(self.external_url, self.dead_url)
