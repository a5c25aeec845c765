"""Error pages that Django has no handler for: 429 and 503."""

from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist, loader

from config.api.errors import Problem


def error_page(request: HttpRequest, problem: Problem) -> HttpResponse:
    """`templates/{status}.html` with `message` and `retry_after`; plain text when it is missing."""
    context = {"message": problem.body()["message"], "retry_after": problem.retry_after}
    try:
        page = HttpResponse(loader.render_to_string(f"{problem.status}.html", context))
    except TemplateDoesNotExist:
        page = HttpResponse(context["message"], content_type="text/plain; charset=utf-8")
    page.status_code = problem.status
    for name, value in problem.headers().items():
        page[name] = value
    return page
