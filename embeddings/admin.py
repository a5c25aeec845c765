"""The catalogue's admin with what its vectors are up to, and the spaces."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import BaseModelForm
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from bands.admin import BandAdmin, KeywordAdmin
from bands.models import Band, Keyword
from embeddings import requests
from embeddings.golden.admin import GoldenPairAdmin
from embeddings.hints import hint_after_commit
from embeddings.models import EmbeddingSpace
from embeddings.states import State, with_embedding_state
from embeddings.switching.admin import EmbeddingSpaceAdmin, SpaceChangeAdmin
from embeddings.vocabulary.admin import TidyKeywords
from embeddings.vocabulary.band_admin import SuggestKeywords

__all__ = [
    "EmbeddedBandAdmin",
    "EmbeddedKeywordAdmin",
    "EmbeddingSpaceAdmin",
    "GoldenPairAdmin",
    "SpaceChangeAdmin",
]

SOON = timedelta(hours=20)  # a nearer time needs no date

admin.site.unregister(Band)
admin.site.unregister(Keyword)


class StateFilter(admin.SimpleListFilter):
    title = _("임베딩")
    parameter_name = "embedding"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(State.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        known = self.value() in State.values
        return queryset.filter(embedding_state=self.value()) if known else queryset


class HintsWorkers(admin.ModelAdmin):
    """A change saved here is on its way to the workers at once."""

    def save_related(
        self, request: HttpRequest, form: BaseModelForm, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        hint_after_commit()


@admin.register(Keyword)
class EmbeddedKeywordAdmin(HintsWorkers, TidyKeywords, KeywordAdmin):
    pass


@admin.register(Band)
class EmbeddedBandAdmin(HintsWorkers, SuggestKeywords, BandAdmin):
    list_display = (*BandAdmin.list_display, "embedding")
    list_filter = (StateFilter, *BandAdmin.list_filter)
    readonly_fields = ("embedding", "keyword_suggestions", *BandAdmin.readonly_fields)
    fields = (*BandAdmin.fields, "embedding", "keyword_suggestions")
    actions = (*BandAdmin.actions, "embed_again")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        space = EmbeddingSpace.objects.active()
        return with_embedding_state(super().get_queryset(request), space.pk if space else None)

    @admin.display(description=_("임베딩"), ordering="embedding_state")
    def embedding(self, band: Band) -> str:
        state = getattr(band, "embedding_state", State.NO_TEXT)
        parts = [State(state).label, band.embedding_reason if band.pk else ""]
        if band.pk and state != State.CURRENT and band.embedding_retry_at:
            parts.append(gettext("다음 시도 %s") % _moment(band.embedding_retry_at))
        return " · ".join(str(part) for part in parts if part)

    @admin.action(description=_("임베딩 다시 만들기"), permissions=["publish"])
    def embed_again(self, request: HttpRequest, queryset: QuerySet) -> None:
        count = requests.remake(band_ids=list(queryset.values_list("pk", flat=True)))
        text = ngettext(
            "%d팀의 임베딩을 다시 만듭니다. 그동안 지금의 벡터가 쓰입니다.",
            "%d팀의 임베딩을 다시 만듭니다. 그동안 지금의 벡터가 쓰입니다.",
            count,
        )
        messages.success(request, text % count)


def _moment(at: datetime) -> str:
    near = abs(at - now()) < SOON
    return date_format(localtime(at), "TIME_FORMAT" if near else "SHORT_DATETIME_FORMAT")
