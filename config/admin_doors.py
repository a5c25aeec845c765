"""What doors of the admin have in common."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.text import capfirst

from config.errors import DomainError


def pages(
    door: admin.ModelAdmin, views: Mapping[str, Callable[..., HttpResponse]], *, of: str = ""
) -> list[URLPattern]:
    """Addresses of a door's own pages: `<of><name>/`, called `<app>_<model>_<name>`.

    of : what stands before each, such as "<int:pk>/"
    """
    prefix = f"{door.opts.app_label}_{door.opts.model_name}"
    return [
        path(f"{of}{name}/", door.admin_site.admin_view(view), name=f"{prefix}_{name}")
        for name, view in views.items()
    ]


class ReadOnly(admin.ModelAdmin):
    """Rows that only services write; what a curator says of them comes as an action or a page."""

    list_per_page = 50
    show_full_result_count = False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Named for its rows: there is nothing to select."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Summed(ReadOnly):
    """Rows below what they come to, which its `change_list_template` shows."""

    actions = None

    def summed(self, request: HttpRequest) -> dict[str, Any]:
        """What the template shows above the rows, by its names there."""
        raise NotImplementedError

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            return super().changelist_view(request)
        return super().changelist_view(request, self.summed(request))


class SaysErrors(admin.ModelAdmin):
    """What was foreseen while a form was saved is said on the form, opened anew."""

    def changeform_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **options)
        except DomainError as error:
            messages.error(request, error.message)
            return redirect(request.get_full_path())
