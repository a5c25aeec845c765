"""What was asked for and is not here: a list to read, and to put away from."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from config.admin_doors import ReadOnly
from recommendations.asking.asked_for import services
from recommendations.asking.asked_for.models import AskedFor


class DismissedFilter(admin.SimpleListFilter):
    title = _("치운 것")
    parameter_name = "dismissed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("치운 것만"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(dismissed_at__isnull=self.value() != "yes")


@admin.register(AskedFor)
class AskedForAdmin(ReadOnly):
    """Who asked is not known here; the names are what people wrote, or a language model named."""

    list_display = ("name", "kind", "times", "first_at", "last_at")
    list_display_links = None
    list_filter = (DismissedFilter, "kind")
    search_fields = ("name",)
    fields = ("name", "kind", "times", "first_at", "last_at", "dismissed_at")
    actions = ("dismiss", "take_back")

    def has_judge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("recommendations.change_askedfor")

    @admin.action(description=_("치우기"), permissions=["judge"])
    def dismiss(self, request: HttpRequest, queryset: QuerySet) -> None:
        count = services.dismiss(ids=_ids(queryset), now=now())
        messages.success(
            request, ngettext("%d개를 치웠습니다.", "%d개를 치웠습니다.", count) % count
        )

    @admin.action(description=_("다시 꺼내기"), permissions=["judge"])
    def take_back(self, request: HttpRequest, queryset: QuerySet) -> None:
        count = services.take_back(ids=_ids(queryset))
        said = ngettext("%d개를 다시 꺼냈습니다.", "%d개를 다시 꺼냈습니다.", count)
        messages.success(request, said % count)


def _ids(queryset: QuerySet) -> list[int]:
    return list(queryset.values_list("pk", flat=True))
