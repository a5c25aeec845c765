"""A band's history in the admin: what it was, what changed, and the way back."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from bands.acts import as_kept, stored_acts
from bands.asked import number_of
from bands.documents import Act
from bands.history.models import BandRevision
from bands.history.reverting import revert, still_writable
from bands.models import Band
from config.admin_doors import pages
from config.errors import DomainError

PER_PAGE = 20


class HistoryPages(admin.ModelAdmin):
    """Part of the admin of bands."""

    def get_urls(self) -> list[URLPattern]:
        own = pages(self, {"revert": self.revert_view}, of="<path:object_id>/")
        return own + super().get_urls()

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        band = self.get_object(request, unquote(object_id))
        if band is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, band):
            raise PermissionDenied
        revisions = _newest_first(band)
        page = Paginator(revisions, PER_PAGE).get_page(request.GET.get("p"))
        newest = revisions.first()
        context = {
            **self.admin_site.each_context(request),
            "title": _("%s의 역사") % band,
            "opts": self.opts,
            "object": band,
            "page": page,
            "steps": _steps(page),
            "newest": newest.number if newest else None,
            "can_revert": self.has_publish_permission(request),
        }
        return TemplateResponse(request, "admin/bands/band/history.html", context)

    def revert_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not self.has_publish_permission(request):
            raise PermissionDenied
        band = self.get_object(request, unquote(object_id))
        if band is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        revision = _asked_for(band, request.GET.get("to"))
        if revision is None:
            messages.warning(request, _("되돌릴 판을 역사에서 골라 주세요."))
        elif request.method == "POST":
            self._revert(request, revision)
        else:
            return self._ask(request, band, revision)
        return redirect("admin:bands_band_history", band.pk)

    def _revert(self, request: HttpRequest, revision: BandRevision) -> None:
        told = number_of(request.POST.get("told")) or 0
        try:
            revert(revision=revision, told=told, by=request.user.pk, now=now())
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("%d판으로 되돌렸습니다.") % revision.number)

    def _ask(self, request: HttpRequest, band: Band, revision: BandRevision) -> HttpResponse:
        act, newest = still_writable(revision.act), _newest_first(band)[0]
        context = {
            **self.admin_site.each_context(request),
            "title": _("%(band)s: %(number)d판으로 되돌릴까요?")
            % {"band": band, "number": revision.number},
            "opts": self.opts,
            "object": band,
            "back": reverse("admin:bands_band_history", args=[band.pk]),
            "said": _("되돌려도 지금의 판은 역사에 남고, 다시 되돌릴 수 있습니다."),
            "before": stored_acts([band.pk])[band.pk],
            "after": act,
            "left_out": sorted(as_kept(revision.act).keywords - act.keywords),
            "hidden": {"told": newest.number},
            "submit": _("이 판으로 되돌리기"),
        }
        return TemplateResponse(request, "admin/bands/confirm.html", context)


def _newest_first(band: Band) -> Any:
    return band.revisions.select_related("by").newest_first()


def _asked_for(band: Band, number: str | None) -> BandRevision | None:
    return band.revisions.filter(number=number_of(number)).first()


def _steps(page: Page) -> list[tuple[BandRevision, Act | None]]:
    """Each revision of the page with the document before it."""
    revisions = list(page)
    if not revisions:
        return []
    earlier = BandRevision.objects.before(revisions[-1])
    acts = [revision.act for revision in [*revisions[1:], *([earlier] if earlier else [])]]
    return list(zip(revisions, [*acts, None], strict=False))
