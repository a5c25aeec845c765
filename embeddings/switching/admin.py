"""Vector spaces in the admin: make, fill, compare, switch, roll back, retire, delete; the log."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.admin_doors import ReadOnly, pages
from config.errors import DomainError
from embeddings.filling.services import create_space, pause_fill, start_fill
from embeddings.hints import hint_after_commit, hint_to_compare
from embeddings.models import EmbeddingSpace
from embeddings.switching import comparing, services, shown
from embeddings.switching.forms import FillForm, SpaceForm, WhyForm
from embeddings.switching.models import SpaceChange
from embeddings.switching.page import page_of

FILL, SWITCH = "embeddings.fill_space", "embeddings.switch_space"
SECONDS = 3  # between two looks at something that moves
FOLDER = "admin/embeddings/embeddingspace"

View = Callable[..., HttpResponse]


def posted_by(permission: str) -> Callable[[View], View]:
    """A view that changes something: POST, by whom may; what is refused becomes a message."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(self: Any, request: HttpRequest, **at: int) -> HttpResponse:
            if request.method != "POST":
                return HttpResponseNotAllowed(["POST"])
            if not request.user.has_perm(permission):
                raise PermissionDenied
            try:
                return view(self, request, **at)
            except DomainError as refused:
                messages.error(request, refused.message)
                return self.to_page(**at)

        return guarded

    return guard


@admin.register(EmbeddingSpace)
class EmbeddingSpaceAdmin(admin.ModelAdmin):
    list_display = ("name", "status", "model", "dimensions", "is_centred", "bands", "filling")
    list_filter = ("status",)
    list_select_related = ("fill",)
    ordering = ("-created_at",)
    actions = None
    change_list_template = f"{FOLDER}/list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        counted = super().get_queryset(request).annotate(n_bands=Count("band_vectors"))
        return counted.defer("centre").annotate(centred=Q(centre__isnull=False))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(FILL)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(SWITCH)

    @admin.display(description=_("중심 빼기"), boolean=True)
    def is_centred(self, space: EmbeddingSpace) -> bool:
        return space.centred

    @admin.display(description=_("밴드"), ordering="n_bands")
    def bands(self, space: EmbeddingSpace) -> int:
        return space.n_bands

    @admin.display(description=_("채우기"))
    def filling(self, space: EmbeddingSpace) -> str:
        is_building = space.status == EmbeddingSpace.Status.BUILDING
        return space.fill.get_state_display() if is_building and hasattr(space, "fill") else "-"

    def get_urls(self) -> list[URLPattern]:
        """Actions on a space, by name, before Django's own addresses."""
        actions = {
            "fill": self.fill,
            "pause": self.pause,
            "compare": self.compare,
            "switch": self.switch,
            "retire": self.retire,
        }
        own = pages(self, actions, of="<int:space_id>/")
        return own + pages(self, {"rollback": self.roll_back}) + super().get_urls()

    # --- Pages ---------------------------------------------------------------------------------
    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = SpaceForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            space = create_space(**form.cleaned_data, now=now())
            self.log_addition(request, space, [{"added": {}}])
            messages.success(request, gettext("공간을 만들었습니다. 이제 채우면 됩니다."))
            return self.to_page(space.pk)
        return self._page(request, "add.html", title=gettext("새 벡터 공간"), form=form)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        space = self.get_object(request, object_id)
        if not self.has_view_permission(request, space):
            raise PermissionDenied
        if space is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return self._space(request, space)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Ask, then delete. Django's own would read every vector to say what goes with it."""
        if request.method == "POST":
            return self.delete(request, space_id=object_id)
        space = self.get_object(request, object_id)
        if not self.has_delete_permission(request, space):
            raise PermissionDenied
        if space is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        is_target = space == services.roll_back_target()
        title = gettext("벡터 공간을 지울까요?")
        return self._page(
            request, "delete.html", title=title, space=space, form=WhyForm(), is_target=is_target
        )

    # --- What can be done ----------------------------------------------------------------------
    @posted_by(FILL)
    def fill(self, request: HttpRequest, space_id: int) -> HttpResponse:
        space = get_object_or_404(EmbeddingSpace, pk=space_id)
        form = FillForm(request.POST, space=space)
        if not form.is_valid():
            return self._space(request, space, fill_form=form)
        start_fill(
            space_id=space_id,
            texts_per_minute=form.cleaned_data["texts_per_minute"],
            budget_tokens=form.cleaned_data["budget_tokens"],
            by=request.user,
            now=now(),
        )
        hint_after_commit()
        messages.success(request, gettext("작업자가 공간을 채웁니다."))
        return self.to_page(space_id)

    @posted_by(FILL)
    def pause(self, request: HttpRequest, space_id: int) -> HttpResponse:
        pause_fill(space_id=space_id)
        messages.success(request, gettext("채우기를 멈췄습니다."))
        return self.to_page(space_id)

    @posted_by(FILL)
    def compare(self, request: HttpRequest, space_id: int) -> HttpResponse:
        comparing.request_comparison(space_id=space_id, by=request.user, now=now())
        hint_to_compare()
        messages.success(request, gettext("작업자가 두 공간을 견줍니다."))
        return self.to_page(space_id)

    @posted_by(SWITCH)
    def switch(self, request: HttpRequest, space_id: int) -> HttpResponse:
        said = _said(request)
        change = services.switch(
            space_id=space_id,
            by=request.user,
            now=now(),
            why=said["why"],
            override=said["override"],
        )
        messages.success(request, gettext("이제 %s 공간을 씁니다.") % change.to_name)
        return self.to_page(space_id)

    @posted_by(SWITCH)
    def roll_back(self, request: HttpRequest) -> HttpResponse:
        change = services.roll_back(by=request.user, now=now(), why=_said(request)["why"])
        messages.success(request, gettext("%s 공간으로 되돌렸습니다.") % change.to_name)
        return self.to_page(change.to_space_id)

    @posted_by(SWITCH)
    def retire(self, request: HttpRequest, space_id: int) -> HttpResponse:
        services.retire(space_id=space_id, by=request.user, now=now(), why=_said(request)["why"])
        messages.success(request, gettext("공간을 물러나게 했습니다."))
        return self.to_page(space_id)

    @posted_by(SWITCH)
    def delete(self, request: HttpRequest, space_id: str) -> HttpResponse:
        said = _said(request)
        change = services.delete(
            space_id=int(space_id),
            by=request.user,
            now=now(),
            why=said["why"],
            also_roll_back_target=said["meant"],
        )
        messages.success(request, gettext("%s 공간을 지웠습니다.") % change.to_name)
        return self.to_page()

    def to_page(self, space_id: int | str | None = None) -> HttpResponse:
        if space_id is None:
            return HttpResponseRedirect(reverse("admin:embeddings_embeddingspace_changelist"))
        return HttpResponseRedirect(
            reverse("admin:embeddings_embeddingspace_change", args=[space_id])
        )

    def _space(
        self, request: HttpRequest, space: EmbeddingSpace, fill_form: Form | None = None
    ) -> HttpResponse:
        shown_page = page_of(space)
        limits = ("texts_per_minute", "budget_tokens")
        now_set = {name: getattr(shown_page.fill, name, None) for name in limits}
        return self._page(
            request,
            "space.html",
            title=space.name,
            page=shown_page,
            space=space,
            fill_form=fill_form or FillForm(space=space, initial=now_set),
            may_fill=request.user.has_perm(FILL),
            may_switch=request.user.has_perm(SWITCH),
            refresh=SECONDS if shown_page.is_moving else None,
        )

    def _page(self, request: HttpRequest, template: str, **context: Any) -> HttpResponse:
        shared = self.admin_site.each_context(request) | {"opts": self.opts}
        return TemplateResponse(request, f"{FOLDER}/{template}", shared | context)


@admin.register(SpaceChange)
class SpaceChangeAdmin(ReadOnly):
    """The log: to be read, by nobody to be changed."""

    list_display = ("at", "kind", "to_name", "from_name", "who", "why")
    list_filter = ("kind",)
    list_select_related = ("by",)
    ordering = ("-pk",)
    actions = None
    fields = ("kind", "at", "who", "why", "to_name", "from_name", "refused", "seen")
    readonly_fields = fields

    @admin.display(description=_("누가"))
    def who(self, change: SpaceChange) -> str:
        if change.is_automatic:
            return gettext("저절로")
        return str(change.by) if change.by else gettext("명령줄")

    @admin.display(description=_("막은 까닭"))
    def refused(self, change: SpaceChange) -> str:
        return "\n".join(shown.refusals_of(change.figures)) or "-"

    @admin.display(description=_("수치"))
    def seen(self, change: SpaceChange) -> str:
        return format_html("<pre>{}</pre>", json.dumps(change.figures, indent=2))


def _said(request: HttpRequest) -> dict[str, Any]:
    form = WhyForm(request.POST)
    if form.is_valid():
        return form.cleaned_data
    raise services.SpaceRefused(gettext("까닭이 너무 깁니다."))
