"""Drafts in the admin: edit, look at the effect, publish, schedule, discard."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bands.acts import standings
from bands.drafts import panels, services
from bands.drafts.models import BandDraft
from bands.drafts.pages import DraftPages
from bands.editing.forms import DraftForm
from bands.models import Band
from config.admin_doors import SaysErrors

EVERY = "every"
PROBLEMS = {
    "band_moved": gettext_lazy("밴드가 바뀜"),
    "band_deleted": gettext_lazy("밴드를 지움"),
    "unknown_keywords": gettext_lazy("없는 키워드가 있음"),
}


class StateFilter(admin.SimpleListFilter):
    """The open ones, unless others are asked for."""

    title = gettext_lazy("상태")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*BandDraft.State.choices, (EVERY, _("모두"))]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        return [first | {"display": _("열린 것")}, *others]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        state = self.value()
        if state in BandDraft.State.values:
            return queryset.filter(state=state)
        return queryset if state == EVERY else queryset.open()


@admin.register(BandDraft)
class BandDraftAdmin(SaysErrors, DraftPages):
    form = DraftForm
    fields = (
        "name",
        ("kind", "published"),
        "description",
        "description_en",
        "words",
        "aliases",
        ("track", "track_url"),
        "image_url",
    )
    list_display = ("band", "author", "state", "publish_at", "why_not", "updated_at")
    list_display_links = ("band",)
    list_filter = (StateFilter,)
    list_select_related = ("band", "author")
    search_fields = ("band__name", "band__key")
    ordering = ("-updated_at", "-pk")
    list_per_page = 50
    show_full_result_count = False
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # a draft begins on the page of its band

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("band", "base", "author")

    @admin.display(description=gettext_lazy("막힌 까닭"), ordering="problem")
    def why_not(self, draft: BandDraft) -> str:
        return str(PROBLEMS.get(draft.problem, draft.problem))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        draft = context["original"]
        [standing] = standings(Band.objects.filter(pk=draft.band_id)).values()
        context |= {
            "draft": draft,
            "origin": _origin(draft),
            "current": standing.act,
            "document": services.document_of(draft),
            "problem": self.why_not(draft),
            "obstacles": list(services.obstacles(draft, standing)) if draft.is_open else [],
            "panels": panels.shown(request, draft) if draft.is_open else [],
            "can_publish": self.has_publish_permission(request),
        }
        return super().render_change_form(request, context, *args, **options)

    def save_model(
        self, request: HttpRequest, obj: BandDraft, form: DraftForm, change: bool
    ) -> None:
        services.edit(draft_id=obj.pk, act=form.act, told=form.told, by=request.user.pk, now=now())

    def response_change(self, request: HttpRequest, obj: BandDraft) -> HttpResponse:
        messages.success(request, _("초안을 저장했습니다."))
        page = "publish" if "_publish" in request.POST else "change"
        return redirect(f"admin:bands_banddraft_{page}", obj.pk)


def _origin(draft: BandDraft) -> str:
    words = {
        "author": draft.author or _("자동"),
        "number": draft.base.number,
        "at": date_format(localtime(draft.updated_at), "DATETIME_FORMAT"),
    }
    return _("%(author)s 씀 · %(number)d판에서 시작 · %(at)s 고침") % words
