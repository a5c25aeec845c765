"""The page of a keyword, open to everyone."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from recommendations.around.words import around_keyword


@require_safe
@never_cache
def keyword(request: HttpRequest, keyword_id: int) -> HttpResponse:
    about = around_keyword(keyword_id)
    if about is None:
        raise Http404
    return render(request, "recommendations/keyword.html", {"about": about})
