"""The door of the weekly question, with or without script."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from bands.asked import number_of
from members.doors import SeeOther, at_most, member_only
from recommendations.satisfaction import services

YES_OR_NO = {"yes": True, "no": False}


@require_POST
@member_only
@at_most("member")
def answer(request: HttpRequest) -> HttpResponse:
    """Answer, or put it off: `later`. With htmx the thanks take the question's place."""
    thanks = "later" if "later" in request.POST else "answered"
    if thanks == "later":
        services.put_off(member=request.user, now=now())
    else:
        services.answer(
            member=request.user,
            satisfaction=number_of(request.POST.get("satisfaction")),
            found_new=YES_OR_NO.get(request.POST.get("found_new", "")),
            now=now(),
        )
    if request.htmx:
        return render(request, "recommendations/_weekly.html", {"thanks": thanks})
    return SeeOther(f"{reverse('suggest:list')}?weekly={thanks}#weekly")
