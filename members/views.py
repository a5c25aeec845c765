"""Pages of a member: joining, coming in, picking, reacting, and what is kept."""

from collections.abc import Sequence

from django.contrib.auth import login
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from bands.asked import asked, ids_of, number_of
from bands.duplicates.heirs import current_id
from bands.models import Band, Keyword
from bands.search import search_bands
from members import services
from members.account.services import kept_of
from members.doors import (
    SeeOther,
    at_most,
    guest_of,
    has_account,
    listener,
    member_only,
    next_page,
    remember,
)
from members.forms import LoginForm, SignUpForm
from members.reactions import focus_after, hear

PAGE = 12
BAND_SHAPES = ("card", "corner", "pill")  # how pages show a pick
KEYWORD_SHAPES = ("keyword",)


@require_http_methods(["GET", "HEAD", "POST"])
@at_most("auth")
def signup(request: HttpRequest) -> HttpResponse:
    """Join, and go on to where one was going: to picking, as a rule.

    A guest becomes the member, with all that it chose; the session gets another key.
    """
    if has_account(request):
        return redirect("home")
    guest = guest_of(request)
    form = SignUpForm(request.POST or None)
    member = form.join(guest) if form.is_valid() else None
    if member is None:
        return render(request, "members/signup.html", {"form": form})
    login(request, member, backend="members.backends.LiveMembers")
    return SeeOther(next_page(request, "home" if guest else "members:pick"))


class Login(LoginView):
    """Coming in; Django's own view, which knows about sessions, `next` and timing.

    What a guest chose and said comes along (docs/decisions/0026).
    """

    template_name = "members/login.html"
    authentication_form = LoginForm

    @property
    def redirect_authenticated_user(self) -> bool:
        return has_account(self.request)

    def form_valid(self, form: LoginForm) -> HttpResponse:
        guest = guest_of(self.request)
        if guest:
            services.unite(guest=guest, account=form.get_user(), now=now())
        return super().form_valid(form)


@require_safe
@member_only
def me(request: HttpRequest) -> HttpResponse:
    """What is kept about the member."""
    context = {
        "bands": services.picked_bands(request.user.pk).for_cards(),
        "keywords": services.picked_keywords(request.user.pk),
        "kept": kept_of(request.user.pk),
        "done": request.GET.get("done", ""),
    }
    return render(request, "members/me.html", context)


@require_safe
@member_only
@vary_on_headers("HX-Request", "HX-Target")
def feedback(request: HttpRequest) -> HttpResponse:
    """All that the member said of bands; htmx gets the next rows (CONTRACT S70)."""
    after = number_of(request.GET.get("after"))
    found = services.feedback_page(member_id=request.user.pk, now=now(), limit=PAGE, after=after)
    is_part = request.htmx and not request.htmx.history_restore_request
    template = "members/_feedback_rows.html" if is_part else "members/feedback.html"
    return render(request, template, {"found": found})


@require_POST
@never_cache
def react(request: HttpRequest, band_id: int) -> HttpResponse:
    """Say something of a band, or take it back: `say=<stance>`. The last word counts."""
    hear(member=listener(request), band_id=band_id, form=request.POST, now=now())
    band = get_object_or_404(Band.objects.published(), pk=current_id(band_id))
    if not request.htmx:
        return SeeOther(f"{next_page(request, 'members:feedback')}#reaction-{band.pk}")
    context = {"band": band, "focus": focus_after(request.POST)}
    return render(request, "members/_reacted.html", context)


@require_safe
@never_cache
@vary_on_headers("HX-Request", "HX-Target")
def pick(request: HttpRequest) -> HttpResponse:
    """Search and pick, in two steps; htmx gets the part it asked for.

    Who has no account and picked nothing begins where one thing is asked at a time.
    """
    remember(request)
    wanted = asked(request.GET)
    if not (has_account(request) or wanted.query or _has_picks(request)):
        return redirect("opening:start")
    context = {
        "query": wanted.query,
        "found": search_bands(wanted.query, limit=PAGE, after=wanted.after),
        "picked_bands": services.picked_bands(request.user.pk).for_cards(),
        "keywords": Keyword.objects.by_facet(),
    }
    return render(request, _template(request), context)


def _has_picks(request: HttpRequest) -> bool:
    picks = services.picks_of(request.user.pk)
    return bool(picks.band_ids or picks.keyword_ids)


def _template(request: HttpRequest) -> str:
    if not request.htmx or request.htmx.history_restore_request:
        return "members/pick.html"
    return "members/_cards.html" if request.htmx.target == "more" else "members/_found.html"


@require_POST
@never_cache
def pick_bands(request: HttpRequest) -> HttpResponse:
    """Pick one band, or take it back: `pick=<id>` or `unpick=<id>`."""
    is_pick, pk = _wish(request.POST)
    band = get_object_or_404(Band.objects.live().for_cards(), pk=current_id(pk))
    member = listener(request)
    if is_pick:
        services.pick_band(member=member, band=band, now=now())
    else:
        services.unpick_band(member=member, band=band)
    return _changed(request, _places(BAND_SHAPES, band.pk), {"band": band, "is_pick": is_pick})


@require_POST
@never_cache
def pick_keywords(request: HttpRequest) -> HttpResponse:
    """Pick one keyword, or take it back: `pick=<id>` or `unpick=<id>`."""
    is_pick, pk = _wish(request.POST)
    word = get_object_or_404(Keyword, pk=pk)
    member = listener(request)
    if is_pick:
        services.pick_keyword(member=member, keyword=word, now=now())
    else:
        services.unpick_keyword(member=member, keyword=word)
    return _changed(request, _places(KEYWORD_SHAPES, pk), {"word": word, "is_pick": is_pick})


def _wish(form: QueryDict) -> tuple[bool, int]:
    """Whether to pick, and which one; 0, which nobody has, when the form names none."""
    is_pick = "pick" in form
    return is_pick, next(iter(ids_of(form.getlist("pick" if is_pick else "unpick"))), 0)


def _places(shapes: Sequence[str], pk: int) -> dict[str, str]:
    """Where on a page a pick may stand, with the template that draws it there."""
    return {f"{shape}-{pk}": f"members/_toggle_{shape}.html" for shape in shapes}


def _changed(
    request: HttpRequest, places: dict[str, str], context: dict[str, object]
) -> HttpResponse:
    """With htmx the parts that changed, of those the page shows; without it the page again."""
    if not request.htmx:
        return SeeOther(next_page(request, "members:pick") + _anchor(request, places))
    shown = request.POST.getlist("shown")
    parts = {
        "shown": shown,
        "toggles": [template for place, template in places.items() if place in shown],
        "is_from_chip": (request.htmx.trigger or "").startswith("chip-"),
        "picked_bands": services.picked_bands(request.user.pk).for_cards(),
    }
    return render(request, "members/_parts.html", context | parts)


def _anchor(request: HttpRequest, places: dict[str, str]) -> str:
    """Back to the button that was pressed; each form says which shape its buttons have."""
    shape = request.POST.get("place", "")
    return "".join(f"#{place}" for place in places if place.startswith(f"{shape}-"))
