"""Who may pass a page's door, how often, and where to go from there."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_noop as _
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRedirect

from config.errors import DomainError
from config.limits import client_network, limiter

View = Callable[..., HttpResponse]


class TooMany(DomainError):
    code = "too_many_requests"
    status = 429
    message = _("요청이 너무 많습니다. 잠시 뒤에 다시 시도해 주세요.")


class SeeOther(HttpResponseRedirect):
    """After a POST: look there, with a GET."""

    status_code = 303


def member_only(view: View) -> View:
    """Ask strangers to sign in, and bring them back afterwards. No cache keeps what is behind it.

    htmx would put the sign-in page into the part that it swaps, so it is told to leave instead.
    """

    @wraps(view)
    def door(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.user.is_authenticated:
            return never_cache(view)(request, *args, **kwargs)
        response = redirect_to_login(_page(request))
        return HttpResponseClientRedirect(response.url) if request.htmx else response

    return door


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
    """Whom the rates count: the member, or the network of a guest."""
    user = request.user
    return str(user.external_id) if user.is_authenticated else client_network(request)


def next_page(request: HttpRequest, otherwise: str) -> str:
    """Where the visitor was going, if it is a page of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else resolve_url(otherwise)


def _page(request: HttpRequest) -> str:
    """A form posts to where no page is, so its own `next` names the page to come back to."""
    return request.get_full_path() if request.method == "GET" else next_page(request, "home")
