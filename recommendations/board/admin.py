"""The catalogue's admin with how often lists show a band."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from bands.models import Band
from embeddings.admin import EmbeddedBandAdmin
from recommendations.board import reach

admin.site.unregister(Band)


class ReachFilter(admin.SimpleListFilter):
    title = _("추천에 나오는 정도")
    parameter_name = "reach"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("never", _("어느 목록에도 없음")), ("crowding", _("모두의 목록에 몰림"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in ("never", "crowding"):
            return queryset
        measured = reach.latest()
        return queryset.filter(pk__in=getattr(measured, self.value()) if measured else ())


@admin.register(Band)
class ReachedBandAdmin(EmbeddedBandAdmin):
    list_filter = (*EmbeddedBandAdmin.list_filter, ReachFilter)
