"""The page on which the API can be tried."""

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
@csp_update({"img-src": ["data:"]})  # the arrows and locks in Swagger UI's own style sheet
def docs(request: HttpRequest) -> HttpResponse:
    return render(request, "api/docs.html")
