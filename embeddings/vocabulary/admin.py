"""The vocabulary's workshop in the admin: proposals, merges and taking them back."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.timezone import now
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from config.admin_doors import pages
from config.errors import DomainError
from embeddings.hints import hint_after_commit
from embeddings.models import EmbeddingSpace
from embeddings.vocabulary import merging, proposals
from embeddings.vocabulary.likeness import Sign
from embeddings.vocabulary.models import KeywordMerge

SIGNS = {
    Sign.ENGLISH: _("영어가 같음"),
    Sign.SPELLING: _("띄어쓰기·기호만 다름"),
    Sign.SLIP: _("한 획 차이"),
    Sign.MEANING: _("뜻이 가까움"),
}
LATEST = 20  # merges
EXAMPLES = 10  # bands

View = Callable[..., HttpResponse]


class TidyKeywords(admin.ModelAdmin):
    """Pages beside the list of keywords: what may be merged, what is rare, what was merged."""

    change_list_template = "admin/bands/keyword/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        views = {
            "tidy": self.tidy,
            "merge": self.merge,
            "dismiss": self.dismiss,
            "undo_merge": self.undo_merge,
        }
        return pages(self, views) + super().get_urls()

    def tidy(self, request: HttpRequest) -> HttpResponse:
        """All open proposals and the latest merges."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = proposals.open_proposals(space=EmbeddingSpace.objects.active())
        context = self._context(request, gettext("키워드 다듬기")) | {
            "twins": [(twins, SIGNS[twins.sign]) for twins in found.twins],
            "rare": found.rare,
            "rare_bound": proposals.RARE,
            "merges": KeywordMerge.objects.select_related("kept", "dropped", "by").order_by(
                "-at", "-pk"
            )[:LATEST],
        }
        return TemplateResponse(request, "admin/bands/keyword/tidy.html", context)

    def merge(self, request: HttpRequest) -> HttpResponse:
        """Ask with the numbers (GET), or do it (POST)."""
        self._only_for_changers(request)
        asked = request.POST if request.method == "POST" else request.GET
        kept_id, dropped_id = _ids(asked.get("kept"), asked.get("dropped"))
        if request.method == "POST":
            return self._merged(request, kept_id, dropped_id)
        uses = proposals.uses_of_words()
        if kept_id not in uses or dropped_id not in uses or kept_id == dropped_id:
            messages.error(request, merging.CannotMerge.message)
            return _back()
        dropped = uses[dropped_id].keyword
        context = self._context(request, gettext("키워드를 합칠까요?")) | {
            "kept": uses[kept_id],
            "dropped": uses[dropped_id],
            "examples": dropped.bands.live().order_by("name")[:EXAMPLES],
        }
        return TemplateResponse(request, "admin/bands/keyword/merge.html", context)

    def dismiss(self, request: HttpRequest) -> HttpResponse:
        self._only_for_changers(request)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        ids = _ids(*request.POST.getlist("keyword"))
        known = self.model.objects.filter(pk__in=ids)
        if ids and len(ids) <= 2 and known.count() == len(set(ids)) == len(ids):
            proposals.dismiss(keyword_ids=ids, by=request.user.pk)
            messages.success(request, gettext("이 제안은 다시 나오지 않습니다."))
        else:
            messages.error(request, gettext("그런 키워드가 없습니다."))
        return _back()

    def undo_merge(self, request: HttpRequest) -> HttpResponse:
        self._only_for_changers(request)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        (merge_id,) = _ids(request.POST.get("merge"))
        try:
            merge = merging.undo_merge(merge_id=merge_id, by=request.user.pk, now=now())
        except DomainError as error:
            messages.error(request, gettext(error.message))
            return _back()
        self.log_change(request, merge.dropped, f"합치기 취소: {merge}")
        hint_after_commit()
        messages.success(
            request, gettext("합치기를 취소했습니다: %(merge)s") % {"merge": str(merge)}
        )
        return _back()

    def _merged(self, request: HttpRequest, kept_id: int, dropped_id: int) -> HttpResponse:
        try:
            merge = merging.merge_keywords(
                kept_id=kept_id, dropped_id=dropped_id, by=request.user.pk, now=now()
            )
        except DomainError as error:
            messages.error(request, gettext(error.message))
            return _back()
        self.log_change(request, merge.dropped, f"합침: {merge}")
        hint_after_commit()
        count = len(merge.moves["bands"]["moved"]) + len(merge.moves["bands"]["both"])
        said = ngettext(
            "%(merge)s: 합쳤습니다. 밴드 %(count)d곳이 다시 임베딩됩니다.",
            "%(merge)s: 합쳤습니다. 밴드 %(count)d곳이 다시 임베딩됩니다.",
            count,
        )
        messages.success(request, said % {"merge": str(merge), "count": count})
        return _back()

    def _only_for_changers(self, request: HttpRequest) -> None:
        if not self.has_change_permission(request):
            raise PermissionDenied

    def _context(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "may_change": self.has_change_permission(request),
            "may_remove": self.has_remove_permission(request),
        }


def _ids(*values: str | None) -> tuple[int, ...]:
    """Ids as a browser sends them; 0, which no row has, for anything else."""
    return tuple(
        int(value) if value and value.isdecimal() and len(value) <= 18 else 0 for value in values
    )


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:bands_keyword_tidy"))
