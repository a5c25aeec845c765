"""Curators say which bands belong near each other, and see whether the vectors agree."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from bands.transfer.admin import Exportable
from embeddings.golden import services
from embeddings.golden.models import GoldenPair
from embeddings.models import EmbeddingSpace


class JudgedChangeList(ChangeList):
    """The shown pairs with how the active space judges them."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        space = EmbeddingSpace.objects.active()
        judged = services.score_space(space.pk).judged if space else ()
        by_bands = {(one.pair.a, one.pair.b): one for one in judged}
        for pair in self.result_list:
            pair.judged = by_bands.get((pair.band_a_id, pair.band_b_id))


@admin.register(GoldenPair)
class GoldenPairAdmin(Exportable):
    subject = "golden"
    list_display = ("__str__", "is_near", "holds", "rank", "why", "is_active")
    list_filter = ("is_near", "is_active")
    list_select_related = ("band_a", "band_b")
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("band_a__name", "band_b__name", "why")
    ordering = ("-is_active", "-is_near", "band_a__name", "pk")
    autocomplete_fields = ("band_a", "band_b")
    fields = ("band_a", "band_b", "is_near", "why", "is_active")
    actions = ("take_away", "bring_back", "export_excel", "export_jsonl")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return JudgedChangeList

    def get_readonly_fields(self, request: HttpRequest, obj: GoldenPair | None = None) -> tuple:
        return ("band_a", "band_b") if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("지켜짐"), boolean=True)
    def holds(self, pair: GoldenPair) -> bool | None:
        return pair.judged.holds if pair.judged else None

    @admin.display(description=_("순위"))
    def rank(self, pair: GoldenPair) -> str:
        return f"{pair.judged.rank} ({pair.judged.similarity:.3f})" if pair.judged else "-"

    @admin.action(description=_("셈에서 빼기(되살릴 수 있음)"), permissions=["change"])
    def take_away(self, request: HttpRequest, queryset: QuerySet) -> None:
        count = services.activate_pairs(pairs=self._chosen(request, queryset, "뺌"), active=False)
        said = ngettext("기준 짝 %d개를 뺐습니다.", "기준 짝 %d개를 뺐습니다.", count)
        messages.success(request, said % count)

    @admin.action(description=_("되살리기"), permissions=["change"])
    def bring_back(self, request: HttpRequest, queryset: QuerySet) -> None:
        pairs = self._chosen(request, queryset, "되살림")
        count = services.activate_pairs(pairs=pairs, active=True)
        said = ngettext("기준 짝 %d개를 되살렸습니다.", "기준 짝 %d개를 되살렸습니다.", count)
        messages.success(request, said % count)

    def _chosen(self, request: HttpRequest, queryset: QuerySet, what: str) -> QuerySet:
        for pair in queryset:
            self.log_change(request, pair, what)
        return queryset
