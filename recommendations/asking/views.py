"""The page where one asks in one's own words, open to everyone, with or without script."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from members.doors import SeeOther, count, who
from recommendations.asking.address import Asked
from recommendations.asking.chips import chips_of
from recommendations.asking.llm.gateway import is_configured
from recommendations.asking.llm.services import helper_for
from recommendations.asking.reading import MAX_LENGTH
from recommendations.asking.services import Answer, answer


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@vary_on_headers("HX-Request")
def ask(request: HttpRequest) -> HttpResponse:
    """A form posts what was written; the answer stands at an address of its own."""
    if request.method != "POST":
        return _page(request, Asked.of(request.GET))
    asked = Asked.of(request.POST)
    return _page(request, asked) if asked.is_too_long else SeeOther(asked.address)


def _page(request: HttpRequest, asked: Asked) -> HttpResponse:
    given = _answer(request, asked)
    context = {
        "asked": asked,
        "limit": MAX_LENGTH,
        "given": given,
        "chips": given and chips_of(given, asked),
        "is_read_by_model": is_configured(),
        "examples": [Asked(text) for text in _examples()],
    }
    is_part = request.htmx and not request.htmx.history_restore_request
    template = "recommendations/_ask.html" if is_part else "recommendations/ask.html"
    # htmx swaps no refusal in, and this one is the form with what is wrong about it
    status = 400 if asked.is_too_long and not is_part else 200
    response = render(request, template, context, status=status)
    if asked.is_too_long and is_part:
        response["HX-Push-Url"] = "false"
    return response


def _answer(request: HttpRequest, asked: Asked) -> Answer | None:
    if not asked.text or asked.is_too_long:
        return None
    count(request, "chat")
    moment = now()
    return answer(
        asked.text,
        member_id=request.user.pk,
        now=moment,
        language="en" if (get_language() or "").startswith("en") else "ko",
        changes=asked.changes,
        helper=helper_for(asker=who(request), now=moment),
    )


def _examples() -> tuple[str, ...]:
    return (
        _("비 오는 밤에 혼자 듣기 좋은 몽환적인 밴드"),
        _("실리카겔 좋아해. 비슷한 밴드, 근데 국카스텐은 말고"),
        _("공연장에서 신나게 뛰고 싶어"),
    )
