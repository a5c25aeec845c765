"""The catalogue in and out in the admin: a file, its differences, a confirmation, a way back."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bands.transfer import pages, services, steps
from bands.transfer.exporting import Form, written
from bands.transfer.models import CatalogueImport
from bands.transfer.subjects import SUBJECTS, Subject
from bands.transfer.tasks import advance_imports
from config.admin_doors import ReadOnly
from config.errors import DomainError
from config.hints import hint_after_commit

SMALL = 500_000  # bytes; a smaller file is worked on while the person waits
SECONDS = 2.0
NUMBER = re.compile(r"[0-9]{1,9}")
PAGES = "admin/bands/catalogueimport"


def subjects() -> list[tuple[str, str]]:
    return [(name, subject.label) for name, subject in SUBJECTS.items()]


class UploadForm(forms.Form):
    subject = forms.ChoiceField(label=gettext_lazy("무엇"), choices=subjects)
    file = forms.FileField(label=gettext_lazy("파일"))


class ExportForm(forms.Form):
    subject = forms.ChoiceField(label=gettext_lazy("무엇"), choices=subjects)
    form = forms.ChoiceField(label=gettext_lazy("형식"), choices=Form)


@admin.register(CatalogueImport)
class ImportAdmin(ReadOnly):
    change_list_template = f"{PAGES}/change_list.html"
    list_display = (
        "file_name",
        "what",
        "state",
        "created",
        "changed",
        "unchanged",
        "failed",
        "by",
        "uploaded_at",
    )
    list_filter = ("state",)
    list_select_related = ("by",)
    search_fields = ("file_name",)
    ordering = ("-pk",)
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).light()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("bands.import_catalogue")

    @admin.display(description=gettext_lazy("무엇"), ordering="subject")
    def what(self, file: CatalogueImport) -> str:
        return SUBJECTS[file.subject].label

    def get_urls(self) -> list[URLPattern]:
        return [
            path("export/", self._page(self.export_view), name="bands_catalogueimport_export"),
            *(
                path(f"<int:import_id>/{name}/", self._page(view), name=f"bands_import_{name}")
                for name, view in (
                    ("confirm", self.confirm_view),
                    ("again", self.again_view),
                    ("drop", self.drop_view),
                    ("undo", self.undo_view),
                )
            ),
            *super().get_urls(),
        ]

    def _page(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        return self.admin_site.admin_view(view)

    # --- In --------------------------------------------------------------------------------
    def add_view(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if getattr(request, "is_upload_too_large", False):
            form.errors["file"] = form.error_class([services.TooLarge().message])
        elif form.is_valid():
            file = self._received(request, form)
            if file:
                return self._worked_on(request, file)
        return self._rendered(request, "upload", title=_("파일 가져오기"), form=form)

    def _received(self, request: HttpRequest, form: UploadForm) -> CatalogueImport | None:
        upload = form.cleaned_data["file"]
        try:
            file = services.receive(
                subject=form.cleaned_data["subject"],
                file_name=upload.name,
                data=upload.read(),
                by=request.user.pk,
                now=now(),
            )
        except DomainError as problem:
            form.add_error("file", _(problem.message))
            return None
        self.log_addition(request, file, _("파일을 올림"))
        return file

    def change_view(
        self, request: HttpRequest, object_id: str, *_args: Any, **_kwargs: Any
    ) -> HttpResponse:
        """The page of an import: what it would do, does or did."""
        file = self.get_object(request, object_id)
        if not self.has_view_permission(request, file) or request.method != "GET":
            raise PermissionDenied
        if file is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        tabs = pages.tabs(file)
        chosen = request.GET.get("show") or (tabs[0].name if tabs else "")
        return self._rendered(
            request,
            "import",
            title=file.file_name,
            file=file,
            subject=SUBJECTS[file.subject],
            percent=pages.percent(file) if file.is_working else 100,
            tabs=tabs,
            chosen=chosen,
            page=pages.page_of(file, chosen, request.GET.get("page", "1")),
            may_act=self.has_add_permission(request),
        )

    def confirm_view(self, request: HttpRequest, import_id: int) -> HttpResponse:
        look = request.POST.get("look", "")
        number = int(look) if NUMBER.fullmatch(look) else 0
        return self._act(
            request,
            import_id,
            _("넣기로 함"),
            lambda: services.confirm(import_id=import_id, look=number, by=request.user.pk),
        )

    def again_view(self, request: HttpRequest, import_id: int) -> HttpResponse:
        return self._act(
            request,
            import_id,
            _("다시 비교함"),
            lambda: services.look_again(import_id=import_id),
        )

    def drop_view(self, request: HttpRequest, import_id: int) -> HttpResponse:
        return self._act(
            request, import_id, _("넣지 않기로 함"), lambda: services.drop(import_id=import_id)
        )

    def undo_view(self, request: HttpRequest, import_id: int) -> HttpResponse:
        return self._act(
            request,
            import_id,
            _("가져오기를 취소함"),
            lambda: services.undo(import_id=import_id, by=request.user.pk),
        )

    def _act(
        self, request: HttpRequest, import_id: int, what: str, deed: Callable[[], None]
    ) -> HttpResponse:
        """One of the buttons of an import's page, and back to the page."""
        if request.method != "POST" or not self.has_add_permission(request):
            raise PermissionDenied
        file = get_object_or_404(CatalogueImport.objects.light(), pk=import_id)
        try:
            deed()
        except DomainError as problem:
            messages.error(request, _(problem.message))
            return redirect("admin:bands_catalogueimport_change", import_id)
        self.log_change(request, file, what)
        return self._worked_on(request, file)

    def _worked_on(self, request: HttpRequest, file: CatalogueImport) -> HttpResponse:
        """A small file at once, a large one by the workers while the page shows how far it is."""
        is_unfinished = file.size > SMALL or steps.advance(
            import_id=file.pk, now=now(), seconds=SECONDS
        )
        if is_unfinished:
            hint_after_commit(advance_imports)
        return redirect("admin:bands_catalogueimport_change", file.pk)

    # --- Out -------------------------------------------------------------------------------
    def export_view(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm("bands.view_band"):
            raise PermissionDenied
        form = ExportForm(request.GET or None, initial={"form": Form.EXCEL})
        if form.is_valid():
            subject = SUBJECTS[form.cleaned_data["subject"]]
            return exported(subject, Form(form.cleaned_data["form"]))
        return self._rendered(request, "export", title=_("파일로 내보내기"), form=form)

    def _rendered(self, request: HttpRequest, template: str, **context: Any) -> HttpResponse:
        everywhere = self.admin_site.each_context(request) | {"opts": self.opts}
        return TemplateResponse(request, f"{PAGES}/{template}.html", everywhere | context)


def exported(subject: Subject, form: Form, chosen: QuerySet | None = None) -> HttpResponse:
    """A download of everything, or of what was chosen."""
    answer = StreamingHttpResponse(
        written(subject, subject.everything(chosen), form), content_type=form.content_type
    )
    name = f"diggindie-{subject.name}-{localdate():%Y%m%d}.{form.ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


class Exportable(admin.ModelAdmin):
    """What was chosen in the list goes out as a file. `subject` names it."""

    subject = ""

    @admin.action(description=gettext_lazy("내보내기: CSV (엑셀용)"), permissions=["view"])
    def export_excel(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        return exported(SUBJECTS[self.subject], Form.EXCEL, queryset)

    @admin.action(description=gettext_lazy("내보내기: JSON Lines"), permissions=["view"])
    def export_jsonl(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        return exported(SUBJECTS[self.subject], Form.JSONL, queryset)
