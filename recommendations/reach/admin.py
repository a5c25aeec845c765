"""Curators ask how evenly lists reach the catalogue, watch the answer grow and compare two."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from bands.asked import ids_of
from config.hints import hint_after_commit
from recommendations.reach.models import ReachMeasure, ReachRun
from recommendations.reach.page import parts_of
from recommendations.tasks import measure_reach

LOOK_AGAIN = 3  # seconds
COMPARABLE = 30  # latest runs to compare with

_synthetic = ReachMeasure.objects.filter(run=OuterRef("pk"), kind=ReachMeasure.Kind.SYNTHETIC)


@admin.register(ReachRun)
class ReachRunAdmin(admin.ModelAdmin):
    list_display = ("__str__", "how_far", "never", "skew", "n_tastes", "space_name", "asked_at")
    list_filter = ("algorithm", "correction", "state")
    fields = ("algorithm", "correction", "n_tastes", "seed", "n_neighbours")
    ordering = ("-pk",)
    actions = None
    list_per_page = 30
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super()
            .get_queryset(request)
            .light()
            .with_progress()
            .annotate(
                never_reached=Subquery(_synthetic.values("never_reached")),
                skewness=Subquery(_synthetic.values("skewness")),
            )
        )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: ReachRun, form: ModelForm, change: bool
    ) -> None:
        obj.asked_at = now()
        super().save_model(request, obj, form, change)
        hint_after_commit(measure_reach)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The page of a run; it looks again by itself while the run is not finished."""
        runs = ReachRun.objects.with_progress()
        run = get_object_or_404(runs, pk=next(iter(ids_of([object_id])), 0))
        if request.method == "POST" or not self.has_view_permission(request, run):
            raise PermissionDenied
        against = next(iter(ids_of([request.GET.get("against", "")])), 0)
        other = runs.filter(pk=against).first()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(run),
            "run": run,
            "other": other,
            "parts": parts_of(run, other),
            "comparable": runs.light().latest_done().exclude(pk=run.pk)[:COMPARABLE],
        }
        page = TemplateResponse(request, "admin/recommendations/reachrun/page.html", context)
        if run.finished_at is None:
            page["Refresh"] = str(LOOK_AGAIN)
        return page

    @admin.display(description=_("상태"))
    def how_far(self, run: ReachRun) -> str:
        if run.state == ReachRun.State.RUNNING and run.progress is not None:
            return f"{run.get_state_display()} {run.progress:.0%}"
        return run.get_state_display()

    @admin.display(description=_("한 번도 안 나온 밴드"), ordering="never_reached")
    def never(self, run: ReachRun) -> str:
        return "-" if run.never_reached is None else f"{run.never_reached:.1%}"

    @admin.display(description=_("치우침"), ordering="skewness")
    def skew(self, run: ReachRun) -> str:
        return "-" if run.skewness is None else f"{run.skewness:.2f}"
