"""Curators decide which acts are one: what may be, the merge, and its undoing (FEATURES 65)."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import now
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from bands.acts import stored_acts
from bands.duplicates import movers, services
from bands.duplicates.forms import LABELS, MergeForm
from bands.duplicates.models import BandMerge, DuplicatePair
from bands.duplicates.movers import Pair
from bands.models import Band
from config.admin_doors import ReadOnly, pages
from config.errors import DomainError

MERGE = "bands.merge_band"
BREAK = SafeString("<br>")


class Listed(ReadOnly):
    list_display_links = None


class DismissedFilter(admin.SimpleListFilter):
    title = _("판단")
    parameter_name = "dismissed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("서로 다른 밴드라고 한 것"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "yes":
            return queryset.exclude(dismissed_at=None)
        return queryset.open()


@admin.register(DuplicatePair)
class DuplicatePairAdmin(Listed):
    list_display = ("pair", "why", "spelled", "how_like", "how_near", "compare")
    list_filter = (DismissedFilter, "why")
    list_select_related = ("a", "b")
    search_fields = ("spelled_a", "spelled_b", "a__name", "b__name")
    ordering = ("-likeness", "a", "b")
    readonly_fields = ("a", "b", "why", "likeness", "similarity", "found_at", "dismissed_at")
    fields = readonly_fields
    actions = ("dismiss", "reopen")

    def has_dismiss_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("bands.change_duplicatepair")

    def get_urls(self) -> list[URLPattern]:
        own = pages(self, {"merge": self.merge}, of="<int:kept_id>/<int:merged_id>/")
        return own + super().get_urls()

    @admin.display(description=_("밴드"), ordering="a__name")
    def pair(self, pair: DuplicatePair) -> SafeString:
        return format_html_join(BREAK, '<a href="{}">{}</a>', [_named(pair.a), _named(pair.b)])

    @admin.display(description=_("드러난 이름"))
    def spelled(self, pair: DuplicatePair) -> str:
        return f"{pair.spelled_a} · {pair.spelled_b}" if pair.spelled_a else "-"

    @admin.display(description=_("닮은 정도"), ordering="likeness")
    def how_like(self, pair: DuplicatePair) -> str:
        return f"{pair.likeness:.0%}"

    @admin.display(description=_("소개의 가까움"), ordering="similarity")
    def how_near(self, pair: DuplicatePair) -> str:
        return "-" if pair.similarity is None else f"{pair.similarity:.2f}"

    @admin.display(description=_("살펴보기"))
    def compare(self, pair: DuplicatePair) -> SafeString:
        address = reverse("admin:bands_duplicatepair_merge", args=[pair.a_id, pair.b_id])
        return format_html('<a class="button" href="{}">{}</a>', address, _("나란히 보기"))

    @admin.action(description=_("서로 다른 밴드입니다(다시 묻지 않기)"), permissions=["dismiss"])
    def dismiss(self, request: HttpRequest, queryset: QuerySet) -> None:
        ids = list(queryset.values_list("pk", flat=True))
        count = services.dismiss(pair_ids=ids, by=request.user.pk, now=now())
        said = ngettext("%d쌍을 다시 묻지 않습니다.", "%d쌍을 다시 묻지 않습니다.", count)
        messages.success(request, said % count)

    @admin.action(description=_("다시 살피기"), permissions=["dismiss"])
    def reopen(self, request: HttpRequest, queryset: QuerySet) -> None:
        count = services.reopen(pair_ids=list(queryset.values_list("pk", flat=True)))
        said = ngettext("%d쌍을 다시 살핍니다.", "%d쌍을 다시 살핍니다.", count)
        messages.success(request, said % count)

    def merge(self, request: HttpRequest, kept_id: int, merged_id: int) -> HttpResponse:
        """Two acts side by side: which words stay, or that they are two after all."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        pair = Pair(kept_id, merged_id)
        acts = stored_acts([kept_id, merged_id])
        if len(acts) != 2:
            raise Http404
        form = MergeForm(
            request.POST or None,
            kept=acts[kept_id],
            merged=acts[merged_id],
            initial={"seen": services.seen(acts)},
        )
        if request.method == "POST" and "dismiss" in request.POST:
            return self._dismissed(request, pair)
        if request.method == "POST" and form.is_valid():
            return self._merged(request, pair, form)
        return self._page(request, pair, form)

    def _dismissed(self, request: HttpRequest, pair: Pair) -> HttpResponse:
        if not self.has_dismiss_permission(request):
            raise PermissionDenied
        services.tell_apart(pair=pair, by=request.user.pk, now=now())
        messages.success(request, _("서로 다른 밴드로 적어 두었습니다. 다시 묻지 않습니다."))
        return redirect("admin:bands_duplicatepair_changelist")

    def _merged(self, request: HttpRequest, pair: Pair, form: MergeForm) -> HttpResponse:
        if not request.user.has_perm(MERGE):
            raise PermissionDenied
        try:
            merge = services.merge_bands(
                pair=pair,
                choice=form.choice(),
                by=request.user.pk,
                now=now(),
                expected=form.cleaned_data["seen"],
            )
        except DomainError as error:
            messages.error(request, error.message)
            return HttpResponseRedirect(request.path)
        self.log_change(request, merge.kept, gettext("%s 밴드를 여기에 합침") % merge.merged)
        self.log_change(request, merge.merged, gettext("%s 밴드에 합침") % merge.kept)
        messages.success(request, _("한 밴드가 되었습니다. 아래에서 언제든 취소할 수 있습니다."))
        return redirect("admin:bands_bandmerge_change", merge.pk)

    def _page(self, request: HttpRequest, pair: Pair, form: MergeForm) -> HttpResponse:
        bands = Band.objects.in_bulk([pair.kept_id, pair.merged_id])
        sides = [(bands[pk], _weight(pk)) for pk in (pair.kept_id, pair.merged_id)]
        context = {
            **self.admin_site.each_context(request),
            "title": _("두 밴드를 하나로"),
            "opts": self.opts,
            "form": form,
            "sides": sides,
            "turned": reverse(
                "admin:bands_duplicatepair_merge", args=[pair.merged_id, pair.kept_id]
            ),
            "are_live": all(band.deleted_at is None for band in bands.values()),
            "may_merge": request.user.has_perm(MERGE),
            "may_dismiss": self.has_dismiss_permission(request),
        }
        return TemplateResponse(request, "admin/bands/duplicatepair/merge.html", context)


class StandingFilter(admin.SimpleListFilter):
    title = _("취소")
    parameter_name = "undone"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("합쳐져 있음")), ("yes", _("취소함"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        wanted = {"no": True, "yes": False}.get(self.value())
        return queryset if wanted is None else queryset.filter(undone_at__isnull=wanted)


@admin.register(BandMerge)
class BandMergeAdmin(Listed):
    list_display = ("__str__", "at", "by", "undone_at")
    list_display_links = ("__str__",)
    list_filter = (StandingFilter,)
    list_select_related = ("kept", "merged", "by")
    ordering = ("-at", "-pk")
    readonly_fields = (
        "merged_band",
        "kept_band",
        "at",
        "by",
        "what_moved",
        "what_changed",
        "undone_at",
        "undone_by",
        "what_stayed",
    )
    fields = readonly_fields
    change_form_template = "admin/bands/bandmerge/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        own = pages(self, {"undo": require_POST(self.undo)}, of="<int:merge_id>/")
        return own + super().get_urls()

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *arguments: Any, **more: Any
    ) -> HttpResponse:
        context["may_undo"] = request.user.has_perm(MERGE)
        return super().render_change_form(request, context, *arguments, **more)

    def undo(self, request: HttpRequest, merge_id: int) -> HttpResponse:
        if not request.user.has_perm(MERGE):
            raise PermissionDenied
        merge = get_object_or_404(BandMerge, pk=merge_id)
        try:
            merge = services.undo_merge(merge_id=merge.pk, by=request.user.pk, now=now())
        except DomainError as error:
            messages.error(request, error.message)
        else:
            for band in (merge.kept, merge.merged):
                self.log_change(request, band, gettext("합치기 취소: %s") % merge)
            messages.success(request, _("합치기 전으로 되돌렸습니다. 두 밴드가 다시 있습니다."))
        return redirect("admin:bands_bandmerge_change", merge_id)

    @admin.display(description=_("합쳐진 밴드"))
    def merged_band(self, merge: BandMerge) -> SafeString:
        return format_html('<a href="{}">{}</a>', *_named(merge.merged))

    @admin.display(description=_("남은 밴드"))
    def kept_band(self, merge: BandMerge) -> SafeString:
        return format_html('<a href="{}">{}</a>', *_named(merge.kept))

    @admin.display(description=_("옮긴 것"))
    def what_moved(self, merge: BandMerge) -> str:
        told = [
            sentence
            for mover in movers.registered()
            if mover.key in merge.moved
            for sentence in mover.tell(merge.moved[mover.key])
        ]
        return _lines(told)

    @admin.display(description=_("바뀐 내용"))
    def what_changed(self, merge: BandMerge) -> str:
        before, after = merge.before, merge.after
        return _lines([str(LABELS[name]) for name in LABELS if before[name] != after[name]])

    @admin.display(description=_("그대로 둔 것"))
    def what_stayed(self, merge: BandMerge) -> str:
        changed = [str(LABELS[name]) for name in merge.left.get(services.OWN, ())]
        own = [gettext("합친 뒤에 고친 내용: %s") % ", ".join(changed)] if changed else []
        return _lines(own + movers.sentences(merge.left))


def _named(band: Band) -> tuple[str, str]:
    return reverse("admin:bands_band_change", args=[band.pk]), band.name


def _weight(band_id: int) -> list[str]:
    return [said for mover in movers.registered() for said in mover.weigh(band_id)]


def _lines(said: list[str]) -> str:
    return format_html_join(BREAK, "{}", ((one,) for one in said)) or "-"
