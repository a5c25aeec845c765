"""The page of a keyword, open to everyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bands.models import Keyword
from recommendations.around.words import around_keyword


@require_safe
@never_cache
def keyword(request: HttpRequest, keyword_id: int) -> HttpResponse:
    word = get_object_or_404(Keyword.objects.live(), pk=keyword_id)
    return render(request, "recommendations/keyword.html", {"about": around_keyword(word)})
