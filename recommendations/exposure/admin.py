"""The ledger in the admin: who is shown, opened and picked how often, and who never is."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from bands.admin import FoundByName
from bands.asked import ids_of
from config.admin_doors import ReadOnly
from recommendations.exposure.models import ExposedBand
from recommendations.exposure.page import ledger_of


class NeverShownFilter(admin.SimpleListFilter):
    title = _("노출")
    parameter_name = "exposure"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("never", _("목록에 나온 적 없음"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.never_shown() if self.value() == "never" else queryset


@admin.register(ExposedBand)
class ExposedBandAdmin(FoundByName, ReadOnly):
    list_display = ("name", "shown", "opened", "picked", "last_shown")
    list_filter = (NeverShownFilter,)
    search_fields = ("key",)
    ordering = ("name", "pk")
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).live().with_totals()

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """A band's ledger."""
        bands = ExposedBand.objects.live().with_totals()
        band = get_object_or_404(bands, pk=next(iter(ids_of([object_id])), 0))
        if request.method == "POST" or not self.has_view_permission(request, band):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(band),
            "band": band,
            "ledger": ledger_of(band.pk, today=localdate()),
        }
        return TemplateResponse(request, "admin/recommendations/exposedband/page.html", context)

    @admin.display(description=_("목록에 나옴"), ordering="shown_total")
    def shown(self, band: ExposedBand) -> int:
        return band.shown_total

    @admin.display(description=_("열어 봄"), ordering="opened_total")
    def opened(self, band: ExposedBand) -> int:
        return band.opened_total

    @admin.display(description=_("고름"), ordering="picked_total")
    def picked(self, band: ExposedBand) -> int:
        return band.picked_total

    @admin.display(description=_("마지막으로 나온 날"), ordering="last_shown")
    def last_shown(self, band: ExposedBand) -> Any:
        return band.last_shown
