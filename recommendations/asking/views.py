"""The page where one asks in one's own words, open to everyone, with or without script."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from django.views.decorators.vary import vary_on_headers

from bands.asked import number_of
from config.errors import DomainError
from members.doors import SeeOther, count, who
from recommendations.asking import page, streaming, talking
from recommendations.asking.address import Thread
from recommendations.asking.followups import asks
from recommendations.asking.llm.services import helper_for
from recommendations.asking.talking import Progress, Stage, Talk
from recommendations.conversations import services as conversations

STEPS = "X-Steps"  # a script that shows the steps asks where to find them


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@vary_on_headers("HX-Request")
def ask(request: HttpRequest) -> HttpResponse:
    """A form posts what was said; the answer stands at an address of its own.

    The address that is posted to carries what was said before.
    """
    before = Thread.of(request.META.get("QUERY_STRING", ""))
    if request.method != "POST":
        return _page(request, before)
    thread = _with_posted(request, before)
    if thread.is_refused:
        return _page(request, thread)
    kept = _kept(request, thread)
    if request.headers.get(STEPS) and kept.all:
        return JsonResponse({"address": kept.address, "query": kept.query})
    return SeeOther(kept.address)


@require_GET
@never_cache
def steps(request: HttpRequest) -> HttpResponseBase:
    """The steps of what the page answers at the same query: a stream, or with `after` just one."""
    thread = Thread.of(request.META.get("QUERY_STRING", ""))
    if not thread.all or thread.is_refused:
        raise Http404
    taken = _taken(request, thread)
    after = number_of(request.GET.get("after"))
    if after is not None:
        count(request, "member" if request.user.is_authenticated else "anon")
        return _one(list(islice(taken, min(after, len(Stage) - 2) + 1))[-1])
    events = streaming.stream(taken, partial(_part, request, thread))
    try:
        count(request, "chat")
    except DomainError:
        events.close()
        raise
    response = StreamingHttpResponse(events, content_type=streaming.EVENTS)
    response["X-Accel-Buffering"] = "no"
    return response


def _taken(request: HttpRequest, thread: Thread) -> Iterator[Progress]:
    moment = now()
    return talking.steps(
        thread.turns,
        member_id=request.user.pk,
        now=moment,
        language=page.language(),
        helper=helper_for(asker=who(request), now=moment),
    )


def _one(step: Progress) -> HttpResponse:
    return JsonResponse({"stage": step.stage, "said": step.said})


def _part(request: HttpRequest, thread: Thread, talked: Talk) -> str:
    """What htmx would put into the page."""
    _note(request, thread, talked)
    context = _context(request, thread, talked, is_streamed=True)
    return render_to_string("recommendations/_ask.html", context, request)


def _with_posted(request: HttpRequest, before: Thread) -> Thread:
    """The thread with what was posted; who starts over leaves it behind."""
    text = (request.POST.get("say") or request.POST.get("q", "")).replace("\x00", "").strip()
    if not text:
        return before
    asked = asks(text) if before.all else None
    if asked and asked.is_restart:
        return Thread().then(asked.rest) if asked.rest else Thread()
    return before.then(text)


def _kept(request: HttpRequest, thread: Thread) -> Thread:
    """Kept where its member wants that; the address then says in which conversation."""
    kept = conversations.keep(
        member_id=request.user.pk,
        conversation_id=thread.conversation,
        asked=thread.all,
        now=now(),
    )
    return replace(thread, conversation=kept)


def _page(request: HttpRequest, thread: Thread) -> HttpResponse:
    talked = None if thread.is_refused else _talk(request, thread)
    is_part = request.htmx and not request.htmx.history_restore_request
    template = "recommendations/_ask.html" if is_part else "recommendations/ask.html"
    # htmx swaps no refusal in, and this one is the form with what is wrong about it
    status = 400 if thread.is_refused and not is_part else 200
    response = render(request, template, _context(request, thread, talked), status=status)
    if thread.is_refused and is_part:
        response["HX-Push-Url"] = "false"
    return response


def _context(
    request: HttpRequest, thread: Thread, talked: Talk | None, *, is_streamed: bool = False
) -> dict[str, Any]:
    return page.context(
        thread,
        talked,
        draft=request.GET.get("draft", ""),
        is_keeping=conversations.is_keeping(request.user.pk),
        is_streamed=is_streamed,
    )


def _talk(request: HttpRequest, thread: Thread) -> Talk | None:
    if not thread.all:
        return None
    count(request, "chat")
    talked = talking.told(_taken(request, thread))
    _note(request, thread, talked)
    return talked


def _note(request: HttpRequest, thread: Thread, talked: Talk) -> None:
    conversations.note_shown(member_id=request.user.pk, thread=thread, band_ids=talked.shown)
