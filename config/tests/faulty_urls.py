"""The site with addresses that fail in every way."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import handler400, handler403, handler404, handler500, urlpatterns
from recommendations.suggest.refusals import ListBusy

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

FAULTS = {
    "bug": ZeroDivisionError("the secret of the bug"),
    "database": OperationalError("the secret of the database"),
    "forbidden": PermissionDenied("the secret of the door"),
    "suspicious": SuspiciousOperation("the secret of the client"),
    "busy": ListBusy(retry_after=1),
}


def fail(request: HttpRequest, fault: str) -> HttpResponse:
    raise FAULTS[fault]


urlpatterns = [*urlpatterns, path("faulty/<str:fault>/", fail)]
