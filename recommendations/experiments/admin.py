"""Experiments in the admin: write one, start it, read its report, stop it."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.admin_doors import SaysErrors, pages
from config.errors import DomainError
from recommendations.experiments import services
from recommendations.experiments.models import LOCKED, Experiment
from recommendations.experiments.page import findings_of


@admin.register(Experiment)
class ExperimentAdmin(SaysErrors):
    change_form_template = "admin/recommendations/experiment/change_form.html"
    list_display = ("name", "state", "arms", "started_at", "ended_at")
    fields = ("name", "slug", "arms", "started_at", "ended_at")
    prepopulated_fields = {"slug": ("name",)}
    list_per_page = 50
    show_full_result_count = False
    actions = None

    def get_readonly_fields(self, request: HttpRequest, obj: Experiment | None = None) -> tuple:
        is_locked = obj is not None and obj.started_at is not None
        return ("started_at", "ended_at", *(LOCKED if is_locked else ()))

    def get_prepopulated_fields(self, request: HttpRequest, obj: Experiment | None = None) -> dict:
        return {} if obj else self.prepopulated_fields

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: Experiment, form: ModelForm, change: bool
    ) -> None:
        """Only what was changed, so that a start or a stop meanwhile is not taken back."""
        if change:
            services.edit(experiment=obj, changed=form.changed_data)
        else:
            super().save_model(request, obj, form, change)

    def get_urls(self) -> list[URLPattern]:
        views = {"report": self.report_view, "start": self.start_view, "stop": self.stop_view}
        return pages(self, views, of="<int:pk>/") + super().get_urls()

    def report_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        experiment = get_object_or_404(Experiment, pk=pk)
        if request.method == "POST" or not self.has_view_permission(request, experiment):
            raise PermissionDenied
        context = {
            **self._context(request, experiment),
            "title": experiment.name,
            "findings": findings_of(experiment),
            "can_change": self.has_change_permission(request, experiment),
        }
        return TemplateResponse(request, "admin/recommendations/experiment/report.html", context)

    def start_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._do(
            request,
            pk,
            services.start,
            title=gettext("‘%s’ 실험을 시작할까요?"),
            said=gettext(
                "시작하면 방식을 적지 않고 추천을 받는 모두가 그룹의 방식으로 받습니다. "
                "그룹은 그때부터 못 바꿉니다."
            ),
            submit=gettext("시작하기"),
            done=gettext("실험을 시작했습니다."),
        )

    def stop_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._do(
            request,
            pk,
            services.stop,
            title=gettext("‘%s’ 실험을 끝낼까요?"),
            said=gettext("모두 다시 V3으로 받습니다. 끝낸 실험은 다시 시작할 수 없습니다."),
            submit=gettext("끝내기"),
            done=gettext("실험을 끝냈습니다."),
        )

    def _do(
        self,
        request: HttpRequest,
        pk: int,
        call: Callable[..., None],
        *,
        title: str,
        done: str,
        **words: str,
    ) -> HttpResponse:
        """Ask; and when it was answered, make the one call and say what came of it."""
        experiment = get_object_or_404(Experiment, pk=pk)
        if not self.has_change_permission(request, experiment):
            raise PermissionDenied
        if request.method != "POST":
            words |= {
                "title": title % experiment,
                "back": reverse("admin:recommendations_experiment_report", args=[pk]),
            }
            context = self._context(request, experiment) | words
            return TemplateResponse(request, "admin/bands/confirm.html", context)
        try:
            call(experiment_id=pk, now=now())
        except DomainError as refused:
            messages.error(request, gettext(refused.message))
        else:
            self.log_change(request, experiment, done)
            messages.success(request, done)
        return redirect("admin:recommendations_experiment_report", pk)

    def _context(self, request: HttpRequest, experiment: Experiment) -> dict[str, Any]:
        shared = self.admin_site.each_context(request)
        return {**shared, "opts": self.opts, "object": experiment, "experiment": experiment}

    @admin.display(description=_("상태"))
    def state(self, experiment: Experiment) -> str:
        if experiment.started_at is None:
            return gettext("시작 전")
        return gettext("도는 중") if experiment.is_running else gettext("끝남")
