"""The catalogue as its curators see it: by what is missing, found as listeners find it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from bands import services, symptoms
from bands.acts import stored_acts
from bands.drafts import services as drafts
from bands.drafts.admin import BandDraftAdmin as BandDraftAdmin
from bands.duplicates.admin import BandMergeAdmin as BandMergeAdmin
from bands.duplicates.admin import DuplicatePairAdmin as DuplicatePairAdmin
from bands.editing.forms import BandForm
from bands.history.admin import HistoryPages
from bands.link_health.admin import LinkHealthAdmin as LinkHealthAdmin
from bands.link_health.admin import health_of
from bands.link_health.models import Place
from bands.models import Band, Keyword
from bands.search import by_name
from bands.sound.admin import TrackFeaturesAdmin as TrackFeaturesAdmin
from bands.transfer.admin import Exportable
from config.admin_doors import SaysErrors


class SymptomFilter(admin.SimpleListFilter):
    title = _("살필 것")
    parameter_name = "symptom"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        known = [(name, symptom.label) for name, symptom in symptoms.SYMPTOMS.items()]
        return [*known, (symptoms.DELETED, _("지운 밴드"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return symptoms.with_symptom(queryset, self.value())


class Removable(admin.ModelAdmin):
    """Rows are hidden and brought back, never deleted; both need the right to delete."""

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_remove_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"bands.delete_{self.opts.model_name}")

    def chosen(self, request: HttpRequest, queryset: QuerySet, what: str) -> QuerySet:
        """The rows an action was called on; what it does goes into the history of each."""
        rows = list(queryset)
        for row in rows:
            self.log_change(request, row, what)
        return self.model.objects.filter(pk__in=[row.pk for row in rows])


class FoundByName(admin.ModelAdmin):
    """Bands are found as listeners find them, and by their keys."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        if not search_term.strip():
            return queryset, False
        return queryset.filter(by_name(search_term) | Q(key__icontains=search_term.strip())), False


@admin.register(Band)
class BandAdmin(SaysErrors, FoundByName, HistoryPages, Exportable, Removable):
    subject = "bands"
    list_display = (
        "name",
        "kind",
        "is_published",
        "keyword_count",
        "has_text",
        "has_english",
        "has_track",
        "has_alias",
    )
    list_filter = (SymptomFilter, "kind")
    search_fields = ("key",)
    search_help_text = _("이름, 초성(ㅅㄹㅋㄱ), 다른 이름, 열쇠로 찾습니다.")
    ordering = ("name", "pk")
    list_per_page = 50
    show_full_result_count = False
    form = BandForm
    fields = (
        ("name", "key"),
        ("kind", "published"),
        "description",
        "description_en",
        "words",
        "aliases",
        ("track", "track_url"),
        "track_health",
        "image_url",
        "link_health",
        "cover",
        "deleted_at",
    )
    readonly_fields = ("track_health", "link_health", "cover", "deleted_at")
    actions = (
        *("publish", "unpublish", "remove", "restore", "merge_two"),
        *("export_excel", "export_jsonl"),
    )

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("bands.merge_band")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super()
            .get_queryset(request)
            .annotate(
                keyword_total=symptoms.KEYWORD_TOTAL,
                text_there=symptoms.HAS_TEXT,
                english_there=symptoms.HAS_ENGLISH,
                track_there=symptoms.HAS_TRACK,
                alias_there=symptoms.HAS_ALIAS,
            )
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Band | None = None) -> tuple:
        return self.readonly_fields + (("key",) if obj else ())  # an import knows it by the key

    def get_fields(self, request: HttpRequest, obj: Band | None = None) -> tuple:
        fields = tuple(super().get_fields(request, obj))
        if obj is None or self.has_change_permission(request, obj):
            return fields
        return ("document", *(name for name in fields if name in self.readonly_fields))

    def get_form(self, request: HttpRequest, obj: Band | None = None, **options: Any) -> type:
        form = super().get_form(request, obj, **options)
        form.is_live = self.has_publish_permission(request) and "_draft" not in request.POST
        return form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        band = context["original"]
        drafts = band.drafts.open().select_related("author") if band else ()
        context |= {"drafts": drafts, "can_publish": self.has_publish_permission(request)}
        return super().render_change_form(request, context, *args, **options)

    def save_model(self, request: HttpRequest, obj: Band, form: BandForm, change: bool) -> None:
        """Live or as a draft; the form has locked the band and found the document."""
        who = {"by": request.user.pk, "now": now()}
        if form.is_live:
            before = form.before.act if form.before else None
            services.save_band(act=form.act, before=before, **who)
        else:
            obj.draft = drafts.begin(
                band_id=obj.pk, act=form.act, seen=form.told if change else 0, **who
            )

    def save_related(
        self, request: HttpRequest, form: BandForm, formsets: Any, change: bool
    ) -> None:
        """The document was written as a whole."""

    def log_change(self, request: HttpRequest, obj: Band, message: Any) -> None:
        if not _is_drafted(obj):
            super().log_change(request, obj, message)

    def response_change(self, request: HttpRequest, obj: Band) -> HttpResponse:
        return self._to_draft(request, obj) or super().response_change(request, obj)

    def response_add(self, request: HttpRequest, obj: Band, *args: Any) -> HttpResponse:
        return self._to_draft(request, obj) or super().response_add(request, obj, *args)

    def _to_draft(self, request: HttpRequest, band: Band) -> HttpResponse | None:
        if not _is_drafted(band):
            return None
        if self.has_publish_permission(request):
            messages.success(request, _("초안으로 저장했습니다. 아직 공개되지 않았습니다."))
        else:
            said = _(
                "발행할 권한이 없어 초안으로 저장했습니다. 수석 큐레이터가 발행할 수 있습니다."
            )
            messages.warning(request, said)
        return redirect("admin:bands_banddraft_change", band.draft.pk)

    def get_view_on_site_url(self, obj: Band | None = None) -> str | None:
        return reverse("bands:detail", args=[obj.pk]) if obj and _is_public(obj) else None

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("bands.publish_band")

    @admin.display(description=_("링크 상태"))
    def track_health(self, band: Band) -> str:
        return health_of(band.pk, Place.TRACK)

    @admin.display(description=_("사진 링크"))
    def link_health(self, band: Band) -> str:
        return health_of(band.pk, Place.IMAGE)

    @admin.display(description=_("내용"))
    def document(self, band: Band) -> str:
        return render_to_string(
            "admin/bands/_document.html", {"act": stored_acts([band.pk])[band.pk]}
        )

    @admin.display(description=_("표지"))
    def cover(self, band: Band) -> str:
        if not band.pk or not _is_public(band):
            return "-"
        address = reverse("bands:cover", args=[band.pk])
        version = services.cover_version(band)
        return format_html('<img src="{}?v={}" width="160" height="160" alt="">', address, version)

    @admin.display(description=_("키워드"), ordering="keyword_total")
    def keyword_count(self, band: Band) -> int:
        return band.keyword_total

    @admin.display(description=_("소개"), ordering="text_there", boolean=True)
    def has_text(self, band: Band) -> bool:
        return band.text_there

    @admin.display(description=_("영어"), ordering="english_there", boolean=True)
    def has_english(self, band: Band) -> bool:
        return band.english_there

    @admin.display(description=_("대표곡"), ordering="track_there", boolean=True)
    def has_track(self, band: Band) -> bool:
        return band.track_there

    @admin.display(description=_("다른 이름"), ordering="alias_there", boolean=True)
    def has_alias(self, band: Band) -> bool:
        return band.alias_there

    @admin.action(description=_("공개하기"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet) -> None:
        bands = self.chosen(request, queryset, "공개")
        count = services.publish_bands(bands=bands, published=True, now=now(), by=request.user.pk)
        said = ngettext("밴드 %d곳을 공개했습니다.", "밴드 %d곳을 공개했습니다.", count)
        messages.success(request, said % count)

    @admin.action(description=_("비공개로 돌리기"), permissions=["publish"])
    def unpublish(self, request: HttpRequest, queryset: QuerySet) -> None:
        bands = self.chosen(request, queryset, "비공개")
        count = services.publish_bands(bands=bands, published=False, now=now(), by=request.user.pk)
        said = ngettext(
            "밴드 %d곳을 비공개로 돌렸습니다. 추천에 더는 나오지 않습니다.",
            "밴드 %d곳을 비공개로 돌렸습니다. 추천에 더는 나오지 않습니다.",
            count,
        )
        messages.success(request, said % count)

    @admin.action(description=_("지우기(되살릴 수 있음)"), permissions=["remove"])
    def remove(self, request: HttpRequest, queryset: QuerySet) -> None:
        bands = self.chosen(request, queryset, "지움")
        count = services.delete_bands(bands=bands, now=now(), by=request.user.pk)
        said = ngettext(
            "밴드 %d곳을 지웠습니다. 거르개 ‘지운 밴드’에서 되살릴 수 있습니다.",
            "밴드 %d곳을 지웠습니다. 거르개 ‘지운 밴드’에서 되살릴 수 있습니다.",
            count,
        )
        messages.success(request, said % count)

    @admin.action(description=_("되살리기"), permissions=["remove"])
    def restore(self, request: HttpRequest, queryset: QuerySet) -> None:
        bands = self.chosen(request, queryset, "되살림")
        count = services.restore_bands(bands=bands, now=now(), by=request.user.pk)
        said = ngettext("밴드 %d곳을 되살렸습니다.", "밴드 %d곳을 되살렸습니다.", count)
        messages.success(request, said % count)

    @admin.action(description=_("둘을 하나로 합치기"), permissions=["merge"])
    def merge_two(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        ids = sorted(queryset.values_list("pk", flat=True))
        if len(ids) != 2:
            messages.error(request, _("합칠 밴드 둘을 골라 주세요."))
            return None
        return redirect("admin:bands_duplicatepair_merge", *ids)


class KeywordForm(forms.ModelForm):
    def clean_keyword(self) -> str:
        return services.normal(self.cleaned_data["keyword"])


@admin.register(Keyword)
class KeywordAdmin(Exportable, Removable):
    subject = "keywords"
    form = KeywordForm
    list_display = ("keyword", "english", "facet", "band_count", "deleted_at")
    list_filter = ("facet", ("deleted_at", admin.EmptyFieldListFilter))
    search_fields = ("keyword", "english")
    ordering = ("facet", "pk")
    list_per_page = 100
    show_full_result_count = False
    fields = ("keyword", "english", "facet", "band_count", "deleted_at")
    readonly_fields = ("band_count", "deleted_at")
    actions = ("remove", "restore", "export_excel", "export_jsonl")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        live = Q(bands__deleted_at=None)
        return super().get_queryset(request).annotate(band_total=Count("bands", filter=live))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        is_choice = request.path == reverse("admin:autocomplete")
        return (found.live() if is_choice else found), may_repeat

    @admin.display(description=_("밴드"), ordering="band_total")
    def band_count(self, keyword: Keyword) -> int:
        return keyword.band_total if keyword.pk else 0

    @admin.action(description=_("지우기(되살릴 수 있음)"), permissions=["remove"])
    def remove(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """Ask first, with how many bands carry each word: their texts change with it."""
        if "confirmed" not in request.POST:
            context = {
                **self.admin_site.each_context(request),
                "title": _("키워드를 지울까요?"),
                "opts": self.opts,
                "keywords": queryset,
                "chosen_name": admin.helpers.ACTION_CHECKBOX_NAME,
            }
            return TemplateResponse(request, "admin/bands/keyword/remove.html", context)
        keywords = self.chosen(request, queryset, "지움")
        count = services.delete_keywords(keywords=keywords, now=now())
        said = ngettext("키워드 %d개를 지웠습니다.", "키워드 %d개를 지웠습니다.", count)
        messages.success(request, said % count)
        return None

    @admin.action(description=_("되살리기"), permissions=["remove"])
    def restore(self, request: HttpRequest, queryset: QuerySet) -> None:
        count = services.restore_keywords(keywords=self.chosen(request, queryset, "되살림"))
        said = ngettext("키워드 %d개를 되살렸습니다.", "키워드 %d개를 되살렸습니다.", count)
        messages.success(request, said % count)


def _is_drafted(band: Band) -> bool:
    return hasattr(band, "draft")


def _is_public(band: Band) -> bool:
    return band.is_published and band.deleted_at is None
