"""The runs of `manage.py evaluate`, to be read and put side by side."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bands.asked import ids_of
from config.admin_doors import ReadOnly
from recommendations.evaluation.models import EvaluationRun
from recommendations.evaluation.page import (
    MAIN,
    REACHED,
    comparison,
    main_of,
    reached,
    with_interval,
)

MOST = 40  # runs on one page


@admin.register(EvaluationRun)
class EvaluationRunAdmin(ReadOnly):
    list_display = ("__str__", "part", "quality", "reached", "fit_seconds", "made_at")
    list_filter = ("protocol", "part", "method", "code_version")
    actions = ("compare",)

    @admin.display(description=MAIN, ordering=f"figures__{MAIN}__mean")
    def quality(self, run: EvaluationRun) -> str:
        return _named(with_interval(run), main_of(run)[0], MAIN)

    @admin.display(description=REACHED, ordering=f"of_lists__{REACHED}")
    def reached(self, run: EvaluationRun) -> str:
        share = reached(run)
        return _named("–" if share is None else f"{share:.4f}", main_of(run)[1], REACHED)

    @admin.action(description=_("나란히 보기"), permissions=["view"])
    def compare(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        first, *others = queryset.values_list("pk", flat=True)[:MOST]
        page = reverse("admin:recommendations_evaluationrun_change", args=[first])
        return HttpResponseRedirect(f"{page}?with={','.join(map(str, others))}")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """One run, beside those that the address names."""
        run = get_object_or_404(EvaluationRun, pk=next(iter(ids_of([object_id])), 0))
        if request.method == "POST" or not self.has_view_permission(request, run):
            raise PermissionDenied
        others = ids_of(request.GET.get("with", "").split(","))[:MOST]
        runs = [run, *EvaluationRun.objects.filter(pk__in=others).exclude(pk=run.pk)]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(run),
            "run": run,
            "comparison": comparison(runs),
        }
        return TemplateResponse(request, "admin/recommendations/evaluationrun/page.html", context)


def _named(value: str, name: str, column: str) -> str:
    """With the figure's name where it is not the column's."""
    return value if name == column else f"{value} {name}"
