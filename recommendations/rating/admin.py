"""What people said of their lists: each rating beside its cosine, and a summary above them."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from config.admin_doors import Summed
from recommendations.rating.models import Rating
from recommendations.rating.page import summary
from recommendations.rating.services import all_opinions


@admin.register(Rating)
class RatingAdmin(Summed):
    """Who rated is in the table, for its deletion, and not on these pages."""

    change_list_template = "admin/recommendations/rating/change_list.html"
    list_display = ("band", "algorithm", "cosine", "stars", "rated_at")
    list_filter = ("algorithm", "stars")
    list_select_related = ("band",)
    fields = ("band", "algorithm", "cosine", "stars", "list_made_at", "rated_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).counting()

    def summed(self, request: HttpRequest) -> dict[str, Any]:
        return {"summary": summary(all_opinions())}

    @admin.display(description=_("코사인 유사도"), ordering="score")
    def cosine(self, rating: Rating) -> str:
        return f"{rating.score:.4f}"
