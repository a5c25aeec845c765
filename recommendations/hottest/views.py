"""The page of the bands that are popular now, open to everyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from recommendations.hottest.services import LATELY, LEAST_PEOPLE, hottest


@require_safe
@never_cache
def hot(request: HttpRequest) -> HttpResponse:
    """By people, not by taste; a member's blocked bands are left out."""
    bands = hottest(member_id=request.user.pk, now=now())
    context = {"hottest": bands, "days": LATELY.days, "least": LEAST_PEOPLE}
    return render(request, "recommendations/hot.html", context)
