"""Pages of a member's kept conversations, with or without script."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.doors import SeeOther, account_only, at_most
from recommendations.asking.address import Thread
from recommendations.conversations import services
from recommendations.conversations.models import Conversation
from recommendations.conversations.services import ConversationNotFound

PAGE = 10
DONE = ("deleted", "all", "on", "off")  # what may have been done just before


@dataclass(frozen=True)
class Kept:
    """A conversation and the thread that opens it again."""

    row: Conversation
    thread: Thread


@require_safe
@account_only
def history(request: HttpRequest) -> HttpResponse:
    """Newest first, page by page; what is no page is the nearest one."""
    rows = services.conversations_of(request.user.pk)
    found = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    done = request.GET.get("done", "")
    context = {
        "page": found,
        "kept": [Kept(row, services.thread_of(row)) for row in found],
        "is_keeping": services.is_keeping(request.user.pk),
        "days": services.KEPT_DAYS,
        "most": services.MOST_KEPT,
        "done": done if done in DONE else "",
    }
    return render(request, "conversations/history.html", context)


@require_POST
@account_only
@at_most("member")
def keeping(request: HttpRequest) -> HttpResponse:
    on = request.POST.get("on") == "1"
    services.set_keeping(member_id=request.user.pk, on=on, now=now())
    return _back("on" if on else "off")


@require_safe
@account_only
def export(request: HttpRequest) -> HttpResponse:
    """A file with everything that is kept."""
    response = JsonResponse(
        services.export_for(request.user.pk), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    response["Content-Disposition"] = 'attachment; filename="diggindie-conversations.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@account_only
@at_most("member")
def delete_all(request: HttpRequest) -> HttpResponse:
    """Asks first."""
    if request.method == "POST":
        services.delete_for(request.user.pk)
        return _back("all")
    count = services.conversations_of(request.user.pk).count()
    return render(request, "conversations/delete.html", {"count": count})


@require_http_methods(["GET", "HEAD", "POST"])
@account_only
@at_most("member")
def delete_one(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Asks first. Nobody else's is found."""
    member_id = request.user.pk
    try:
        if request.method == "POST":
            services.delete_conversation(member_id=member_id, conversation_id=conversation_id)
            return _back("deleted")
        found = services.conversation_of(member_id=member_id, conversation_id=conversation_id)
    except ConversationNotFound as missing:
        raise Http404 from missing
    return render(request, "conversations/delete.html", {"thread": services.thread_of(found)})


def _back(done: str) -> HttpResponse:
    return SeeOther(f"{reverse('conversations:history')}?done={done}")
