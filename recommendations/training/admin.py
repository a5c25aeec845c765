"""Operators read what trainings found, ask for one, and go back to the space before."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bands.asked import number_of
from config.admin_doors import Summed, pages
from config.hints import hint_after_commit
from embeddings.learned.services import NothingBefore
from recommendations.tasks import train
from recommendations.training import services
from recommendations.training.models import TrainingRun
from recommendations.training.page import (
    ON_CHART,
    against,
    chart,
    difference_of,
    drift_of,
    rows_of,
    sentence,
)

LOOK_AGAIN = 3  # seconds
ASK = "recommendations.add_trainingrun"
GO_BACK = "recommendations.roll_back_training"


@admin.register(TrainingRun)
class TrainingRunAdmin(Summed):
    change_list_template = "admin/recommendations/trainingrun/change_list.html"
    list_display = ("__str__", "state", "said", "difference", "text_space", "asked_at", "seconds")
    list_filter = ("state",)
    list_select_related = ("text_space",)

    def get_urls(self) -> list[URLPattern]:
        views = {"train": self.train_view, "roll_back": self.roll_back_view}
        return pages(self, views) + super().get_urls()

    def summed(self, request: HttpRequest) -> dict[str, Any]:
        return {
            "chart": chart(TrainingRun.objects.judged()[:ON_CHART]),
            "may_train": request.user.has_perm(ASK),
            "may_go_back": request.user.has_perm(GO_BACK),
        }

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The page of a training; it looks again by itself while it is not finished."""
        run = get_object_or_404(TrainingRun, pk=number_of(object_id) or 0)
        if request.method == "POST" or not self.has_view_permission(request, run):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"{self.opts.verbose_name} {run}",
            "run": run,
            "sentence": sentence(run),
            "rows": rows_of(run),
            "other": against(run),
            "difference": difference_of(run),
            "drift": drift_of(run),
        }
        page = TemplateResponse(request, "admin/recommendations/trainingrun/page.html", context)
        if run.finished_at is None:
            page["Refresh"] = str(LOOK_AGAIN)
        return page

    def train_view(self, request: HttpRequest) -> HttpResponse:
        self._only_posted(request, ASK)
        run = services.ask(now=now())
        self.log_addition(request, run, gettext("지금 배우기"))
        hint_after_commit(train)
        return redirect("admin:recommendations_trainingrun_change", run.pk)

    def roll_back_view(self, request: HttpRequest) -> HttpResponse:
        self._only_posted(request, GO_BACK)
        try:
            space = services.roll_back(now=now())
        except NothingBefore:
            messages.error(request, gettext("되돌릴 배운 공간이 없습니다."))
        else:
            messages.success(request, gettext("배운 공간 %s을(를) 다시 쓰기 시작했습니다.") % space)
            run = TrainingRun.objects.filter(learned_space=space).first()
            if run is not None:
                self.log_change(request, run, gettext("다시 쓰기 시작함"))
        return redirect("admin:recommendations_trainingrun_changelist")

    def _only_posted(self, request: HttpRequest, permission: str) -> None:
        if request.method != "POST" or not request.user.has_perm(permission):
            raise PermissionDenied

    @admin.display(description=_("까닭"))
    def said(self, run: TrainingRun) -> str:
        return sentence(run)

    @admin.display(description=_("차이와 신뢰 구간"))
    def difference(self, run: TrainingRun) -> str:
        return difference_of(run)
