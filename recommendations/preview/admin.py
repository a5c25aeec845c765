"""The preview of a draft in the admin: ask for it, watch it, read it, take a keyword from it."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bands.drafts.models import BandDraft
from config.errors import DomainError
from config.hints import hint_after_commit
from recommendations.preview import services
from recommendations.preview.models import DraftPreview
from recommendations.preview.page import context_of
from recommendations.preview.panel import may_change
from recommendations.tasks import preview_drafts

PAGE = "admin:recommendations_draftpreview_of"


@admin.register(DraftPreview)
class DraftPreviewAdmin(admin.ModelAdmin):
    """No list and no form: a preview belongs to its draft, and its page hangs there."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: DraftPreview | None = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        site = self.admin_site
        return [
            path(
                "draft/<int:draft_id>/",
                site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(self.page)),
                name="recommendations_draftpreview_of",
            ),
            path(
                "draft/<int:draft_id>/keyword/",
                site.admin_view(require_POST(self.take_keyword)),
                name="recommendations_draftpreview_keyword",
            ),
        ]

    def page(self, request: HttpRequest, draft_id: int) -> HttpResponse:
        """GET shows the preview, POST asks for it."""
        draft = _draft(request, draft_id)
        if request.method == "POST":
            try:
                services.ask(draft_id=draft.pk, now=now())
                hint_after_commit(preview_drafts)
            except DomainError as error:
                messages.error(request, error.message)
            return redirect(PAGE, draft.pk)
        context = {
            **self.admin_site.each_context(request),
            **context_of(draft=draft, may_change=may_change(request)),
            "title": _("‘%s’ 초안의 효과") % draft,
        }
        return TemplateResponse(request, "admin/recommendations/preview/page.html", context)

    def take_keyword(self, request: HttpRequest, draft_id: int) -> HttpResponse:
        """Give the draft a suggested keyword, and see what that does."""
        draft = _draft(request, draft_id)
        word = request.POST.get("keyword", "")
        try:
            services.accept_keyword(
                draft_id=draft.pk,
                word=word,
                told=_number(request.POST.get("told", "")),
                by=request.user.pk,
                now=now(),
            )
        except DomainError as error:
            messages.error(request, error.message)
            return redirect(PAGE, draft.pk)
        hint_after_commit(preview_drafts)
        messages.success(request, _("‘%s’를 초안에 더했습니다. 효과를 다시 계산합니다.") % word)
        if draft.publish_at:
            messages.warning(request, _("초안이 바뀌어 예약이 풀렸습니다. 다시 예약해 주세요."))
        return redirect(PAGE, draft.pk)


def _draft(request: HttpRequest, draft_id: int) -> BandDraft:
    if not may_change(request):
        raise PermissionDenied
    return get_object_or_404(BandDraft.objects.select_related("band"), pk=draft_id)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
