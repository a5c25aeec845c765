"""What a curator looks for: bands that lack something."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Length
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bands.models import BandDescription, BandKeyword, BandName, LinkHealth, TopTrack
from bands.querysets import BandQuerySet

SHORT = 150  # characters; less says too little to tell two bands apart

_own = {"band": OuterRef("pk")}
_texts = BandDescription.objects.filter(**_own)
HAS_TEXT = Exists(_texts.exclude(text=""))
HAS_ENGLISH = Exists(_texts.exclude(text_en=""))
HAS_SHORT_TEXT = Exists(_texts.annotate(length=Length("text")).filter(length__range=(1, SHORT - 1)))
_words = BandKeyword.objects.filter(keyword__deleted_at=None, **_own)
HAS_KEYWORD = Exists(_words)
KEYWORD_TOTAL = Coalesce(
    Subquery(_words.order_by().values("band").annotate(total=Count("pk")).values("total")), 0
)
HAS_TRACK = Exists(TopTrack.objects.filter(**_own))
HAS_DEAD_LINK = Exists(LinkHealth.objects.dead().filter(**_own))
HAS_ALIAS = Exists(BandName.objects.filter(is_primary=False, **_own))


@dataclass(frozen=True)
class Symptom:
    label: str | Promise
    condition: Q | Combinable


SYMPTOMS = {
    "text": Symptom(_("소개 없음"), ~HAS_TEXT),
    "short": Symptom(_("소개가 150자보다 짧음"), HAS_SHORT_TEXT),
    "english": Symptom(_("영어 소개 없음"), ~HAS_ENGLISH),
    "keywords": Symptom(_("키워드 없음"), ~HAS_KEYWORD),
    "track": Symptom(_("대표곡 없음"), ~HAS_TRACK),
    "alias": Symptom(_("다른 이름 없음"), ~HAS_ALIAS),
    "links": Symptom(_("끊긴 링크"), HAS_DEAD_LINK),
    "unpublished": Symptom(_("비공개"), Q(is_published=False)),
}
DELETED = "deleted"


def with_symptom(bands: BandQuerySet, name: str | None) -> BandQuerySet:
    """The bands that are not deleted and have the symptom, or those that are deleted."""
    if name == DELETED:
        return bands.exclude(deleted_at=None)
    symptom = SYMPTOMS.get(name or "")
    return bands.live().filter(symptom.condition) if symptom else bands.live()
