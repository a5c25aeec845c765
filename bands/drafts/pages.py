"""What can be done to a draft, each on a page that asks first."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bands.acts import as_kept, stored_acts
from bands.asked import number_of
from bands.documents import Act
from bands.drafts import services
from bands.drafts.models import BandDraft
from bands.editing.conflicts import Others, conflict_of
from bands.editing.forms import KEEP
from bands.models import BandRevision
from config.admin_doors import pages
from config.errors import DomainError

BROWSER_TIME = "%Y-%m-%dT%H:%M"
View = Callable[[HttpRequest, BandDraft], HttpResponse]


class ScheduleForm(forms.Form):
    publish_at = forms.DateTimeField(
        label=gettext_lazy("발행할 때(서울 시각)"),
        input_formats=[BROWSER_TIME, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=BROWSER_TIME),
    )


class DraftPages(admin.ModelAdmin):
    """Part of the admin of drafts."""

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("bands.publish_band")

    def get_urls(self) -> list[URLPattern]:
        publish, change = self.has_publish_permission, self.has_change_permission
        views = {
            "publish": (self.publish_view, publish),
            "schedule": (self.schedule_view, publish),
            "unschedule": (self.unschedule_view, publish),
            "update": (self.update_view, change),
            "discard": (self.discard_view, change),
        }
        of_open = {name: self._of_open_draft(*each) for name, each in views.items()}
        return pages(self, of_open, of="<path:object_id>/") + super().get_urls()

    def _of_open_draft(self, view: View, may: Callable[[HttpRequest], bool]) -> Callable:
        def shown(request: HttpRequest, object_id: str) -> HttpResponse:
            if not may(request):
                raise PermissionDenied
            draft = self.get_object(request, unquote(object_id))
            if draft is None:
                raise Http404
            if draft.is_open:
                return view(request, draft)
            messages.error(request, services.DraftClosed.message)
            return redirect("admin:bands_banddraft_change", draft.pk)

        return shown

    def publish_view(self, request: HttpRequest, draft: BandDraft) -> HttpResponse:
        return self._do(
            request,
            draft,
            lambda: services.publish(draft_id=draft.pk, by=request.user.pk, now=now()),
            title=_("‘%s’ 초안을 발행할까요?") % draft,
            said=_("발행하면 곧바로 듣는 이에게 보이고, 추천에 쓰는 벡터도 새로 만들어집니다."),
            done=_("발행했습니다."),
            submit=_("발행하기"),
            before=_current(draft),
            after=services.document_of(draft),
        )

    def discard_view(self, request: HttpRequest, draft: BandDraft) -> HttpResponse:
        return self._do(
            request,
            draft,
            lambda: services.discard(draft_id=draft.pk, now=now()),
            title=_("‘%s’ 초안을 버릴까요?") % draft,
            said=_("밴드는 그대로이고, 버린 초안도 목록에 남아 읽을 수 있습니다."),
            done=_("초안을 버렸습니다."),
            submit=_("버리기"),
            before=_current(draft),
            after=services.document_of(draft),
        )

    def unschedule_view(self, request: HttpRequest, draft: BandDraft) -> HttpResponse:
        return self._do(
            request,
            draft,
            lambda: services.unschedule(draft_id=draft.pk, now=now()),
            title=_("‘%s’ 초안의 예약을 풀까요?") % draft,
            said=_("초안은 그대로 남습니다."),
            done=_("예약을 풀었습니다."),
            submit=_("예약 풀기"),
        )

    def schedule_view(self, request: HttpRequest, draft: BandDraft) -> HttpResponse:
        form = ScheduleForm(request.POST or None, initial={"publish_at": draft.publish_at})
        words = {
            "title": _("‘%s’ 초안을 언제 발행할까요?") % draft,
            "said": _("그때 밴드가 이 초안을 시작할 때와 다르면 발행하지 않고 까닭을 남깁니다."),
            "submit": _("예약하기"),
            "form": form,
        }
        if not form.is_valid():
            return self._ask(request, draft, **words)
        at = form.cleaned_data["publish_at"]
        when = date_format(localtime(at), "DATETIME_FORMAT")
        return self._do(
            request,
            draft,
            lambda: services.schedule(
                draft_id=draft.pk, publish_at=at, by=request.user.pk, now=now()
            ),
            done=_("%s에 발행합니다.") % when,
            **words,
        )

    def update_view(self, request: HttpRequest, draft: BandDraft) -> HttpResponse:
        since = BandRevision.objects.since(draft.band_id, draft.base.number).select_related("by")
        others = Others(as_kept(draft.base.act), _current(draft), list(since))
        newest = BandRevision.objects.newest_of([draft.band_id])[draft.band_id]
        return self._do(
            request,
            draft,
            lambda: services.bring_up_to_date(
                draft_id=draft.pk,
                told=number_of(request.POST.get("told")) or 0,
                seen=number_of(request.POST.get("seen")) or 0,
                answers=_answers(request),
                by=request.user.pk,
                now=now(),
            ),
            title=_("‘%s’ 초안을 지금의 밴드에 맞출까요?") % draft,
            said=_("초안을 시작한 뒤에 밴드가 바뀌었습니다. 항목마다 무엇을 남길지 골라 주세요."),
            done=_("초안을 지금의 밴드에 맞추었습니다."),
            submit=_("맞추기"),
            conflict=conflict_of(others, services.document_of(draft)),
            mine_label=_("초안의 것"),
            theirs_label=_("지금 밴드의 것"),
            hidden={"told": draft.number, "seen": newest.number},
        )

    def _do(
        self,
        request: HttpRequest,
        draft: BandDraft,
        call: Callable[[], object],
        *,
        done: str,
        **words: Any,
    ) -> HttpResponse:
        """Ask; and when it was answered, make the one call and say what came of it."""
        if request.method != "POST":
            return self._ask(request, draft, **words)
        try:
            call()
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, done)
        return redirect("admin:bands_banddraft_change", draft.pk)

    def _ask(self, request: HttpRequest, draft: BandDraft, **words: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "object": draft,
            "back": reverse("admin:bands_banddraft_change", args=[draft.pk]),
            **words,
        }
        return TemplateResponse(request, "admin/bands/confirm.html", context)


def _answers(request: HttpRequest) -> dict[str, str]:
    return {
        name.removeprefix(KEEP): value
        for name, value in request.POST.items()
        if name.startswith(KEEP)
    }


def _current(draft: BandDraft) -> Act:
    return stored_acts([draft.band_id])[draft.band_id]
