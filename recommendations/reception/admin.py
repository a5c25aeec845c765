"""What members say of bands: counts by week and reason above the words, naming nobody."""

from datetime import date
from typing import Any

from django.contrib import admin
from django.db.models import Field, QuerySet
from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from config.admin_doors import Summed
from recommendations.reception.models import Reception
from recommendations.reception.page import tables


class TitledFilter(admin.ChoicesFieldListFilter):
    TITLES = {"stance": _("반응"), "reason": _("이유")}

    def __init__(self, field: Field, *args: Any, **options: Any) -> None:
        super().__init__(field, *args, **options)
        self.title = self.TITLES[field.name]


@admin.register(Reception)
class ReceptionAdmin(Summed):
    change_list_template = "admin/recommendations/reception/change_list.html"
    list_display = ("band_name", "said", "why", "day")
    list_filter = (("stance", TitledFilter), ("reason", TitledFilter))
    list_select_related = ("band",)
    fields = readonly_fields = ("band_name", "said", "why", "day")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).counting()

    def summed(self, request: HttpRequest) -> dict[str, Any]:
        return {"tables": tables(localdate())}

    @admin.display(description=_("밴드"), ordering="band__name")
    def band_name(self, reception: Reception) -> str:
        return reception.band.name

    @admin.display(description=_("반응"), ordering="stance")
    def said(self, reception: Reception) -> str:
        return reception.get_stance_display()

    @admin.display(description=_("이유"), ordering="reason", empty_value="–")
    def why(self, reception: Reception) -> str:
        return reception.get_reason_display()

    @admin.display(description=_("말한 날"), ordering="made_at")
    def day(self, reception: Reception) -> date:
        return localdate(reception.made_at)
