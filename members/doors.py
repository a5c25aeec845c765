"""Who may pass a page's door, how often, and where to go from there."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.utils.translation import gettext_noop as _
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRedirect

from config.errors import DomainError
from config.limits import client_network, limiter
from members.guests import KEPT, new_guest, note_seen
from members.models import Member

View = Callable[..., HttpResponse]


class TooMany(DomainError):
    code = "too_many_requests"
    status = 429
    message = _("요청이 너무 많습니다. 잠시 뒤에 다시 시도해 주세요.")


class SeeOther(HttpResponseRedirect):
    """After a POST: look there, with a GET."""

    status_code = 303


def account_only(view: View) -> View:
    """Ask strangers and guests to sign in, and bring them back. No cache keeps what is behind it.

    htmx would put the sign-in page into the part that it swaps, so it is told to leave instead.
    """

    @wraps(view)
    def door(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if has_account(request):
            return never_cache(view)(request, *args, **kwargs)
        return _to_login(request)

    return door


def member_only(view: View) -> View:
    """The same, but for guests, who come in: what they chose is theirs."""

    @wraps(view)
    def door(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_login(request)
        remember(request)
        return never_cache(view)(request, *args, **kwargs)

    return door


def has_account(request: HttpRequest) -> bool:
    return request.user.is_authenticated and not request.user.is_guest


def guest_of(request: HttpRequest) -> Member | None:
    """The guest of this session, if it is one's."""
    return request.user if request.user.is_authenticated and request.user.is_guest else None


def listener(request: HttpRequest) -> Member:
    """Who picks or says something; a stranger becomes a guest by it, so many in a network.

    The forms of the page that is open stay good: a guest can do no more than the stranger could.
    """
    if request.user.is_authenticated:
        remember(request)
        return request.user
    count(request, "guest")
    token = request.META.get("CSRF_COOKIE")
    login(request, new_guest(now=now()), backend="members.backends.LiveMembers")
    if token:
        request.META["CSRF_COOKIE"] = token
    request.session.set_expiry(KEPT)
    return request.user


def remember(request: HttpRequest) -> None:
    """A guest who comes back stays known for another 30 days."""
    guest = guest_of(request)
    if guest and note_seen(guest=guest, now=now()):
        request.session.set_expiry(KEPT)


def at_most(scope: str) -> Callable[[View], View]:
    """The same rates for pages as for the API, counted together (`API_RATES`)."""

    def limited(view: View) -> View:
        @wraps(view)
        def door(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.method == "POST":
                count(request, scope)
            return view(request, *args, **kwargs)

        return door

    return limited


def count(request: HttpRequest, scope: str) -> None:
    """One more request of this visitor; raises `TooMany` beyond the rate."""
    verdict = limiter().hit(settings.API_RATES[scope], scope, who(request))
    if not verdict.is_allowed:
        raise TooMany(retry_after=verdict.retry_after)


def who(request: HttpRequest) -> str:
    """Whom the rates count: the account, or the network of who has none."""
    return str(request.user.external_id) if has_account(request) else client_network(request)


def next_page(request: HttpRequest, otherwise: str) -> str:
    """Where the visitor was going, if it is a page of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else resolve_url(otherwise)


def _to_login(request: HttpRequest) -> HttpResponse:
    response = redirect_to_login(_page(request))
    return HttpResponseClientRedirect(response.url) if request.htmx else response


def _page(request: HttpRequest) -> str:
    """A form posts to where no page is, so its own `next` names the page to come back to."""
    return request.get_full_path() if request.method == "GET" else next_page(request, "home")
