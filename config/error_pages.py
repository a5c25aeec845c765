"""What Django shows when a request fails: the API's shape below /api/, pages elsewhere."""

import sys

from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist, loader
from django.views import defaults

from config.api.errors import Problem, answer, problem_of


def is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


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


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler400`."""
    if is_api(request):
        return answer(problem_of(exception) or Problem(400))
    return defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler403`."""
    if is_api(request):
        return answer(Problem(403))
    return defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler404`."""
    if is_api(request):
        return answer(Problem(404))
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """`handler500`: a database that does not answer is a 503, the rest is a bug."""
    problem = problem_of(sys.exc_info()[1]) or Problem(500)
    if is_api(request):
        return answer(problem)
    return error_page(request, problem) if problem.status == 503 else defaults.server_error(request)
