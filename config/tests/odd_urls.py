"""Addresses for tests only: one for each way in which a view below /api/ can go wrong."""

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_protect
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from config import urls
from config.errors import DomainError
from config.urls import handler400, handler403, handler404, handler500  # noqa: F401


class Busy(DomainError):
    code = "busy"
    status = 409
    message = "다른 요청과 겹쳤습니다. 잠시 뒤에 다시 시도해 주세요."


ERRORS = {
    "missing": Http404("canary"),
    "denied": PermissionDenied("canary"),
    "suspicious": SuspiciousOperation("canary"),
    "big": RequestDataTooBig("canary"),
    "deep": RecursionError("canary"),
    "database": OperationalError("canary"),
    "interface": InterfaceError("canary"),
    "busy": Busy(retry_after=1),
    "bug": ValueError("canary"),
}


def plain(_request: HttpRequest, name: str) -> HttpResponse:
    raise ERRORS[name]


class Framework(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)

    def get(self, _request: Request, name: str) -> Response:
        raise ERRORS[name]

    def post(self, request: Request, name: str) -> Response:
        return Response(request.data)


def slow(_request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 10")
        cursor.execute("SELECT pg_sleep(5)")
    return HttpResponse()


def sealed(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("api/plain/<str:name>", plain),
    path("api/framework/<str:name>", Framework.as_view()),
    path("api/slow", slow),
    path("api/sealed", csrf_protect(sealed)),
    path("page/<str:name>", plain),
    *urls.urlpatterns,
]
