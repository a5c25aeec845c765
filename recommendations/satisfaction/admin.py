"""What people say once a week: counts by week and answer above the answers, naming nobody."""

from datetime import date
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from config.admin_doors import Summed
from recommendations.satisfaction.models import WeeklyAnswer
from recommendations.satisfaction.page import summary
from recommendations.satisfaction.services import all_weeks, with_and_without_feedback


@admin.register(WeeklyAnswer)
class WeeklyAnswerAdmin(Summed):
    """Who answered is in the table, for its deletion, and not on these pages."""

    change_list_template = "admin/recommendations/weeklyanswer/change_list.html"
    list_display = ("day", "satisfaction", "found_new", "has_reacted")
    list_filter = ("satisfaction", "found_new", "has_reacted")
    fields = readonly_fields = ("day", "satisfaction", "found_new", "has_reacted")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).counting()

    def summed(self, request: HttpRequest) -> dict[str, Any]:
        return {"summary": summary(all_weeks(), with_and_without_feedback())}

    @admin.display(description=_("답한 날"), ordering="answered_at")
    def day(self, answer: WeeklyAnswer) -> date:
        return localdate(answer.answered_at)
