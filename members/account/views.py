"""Pages of a member's own account, with or without script."""

from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from members.account import services
from members.account.forms import DeleteForm, EditForm, PasswordForm
from members.doors import SeeOther, at_most, count, guest_of, member_only


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@member_only
@at_most("auth")
def edit(request: HttpRequest) -> HttpResponse:
    """Another name, another address; for who has a password."""
    if not request.user.has_usable_password():
        return redirect("members:me")
    form = EditForm(request.user, request.POST or None)
    if request.method == "POST" and form.save():
        return _back("edited")
    return render(request, "members/account/edit.html", {"form": form})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@member_only
@at_most("auth")
def password(request: HttpRequest) -> HttpResponse:
    """This session stays; all others, and the apps' refresh tokens, end."""
    if not request.user.has_usable_password():
        return redirect("members:me")
    form = PasswordForm(request.user, request.POST or None)
    if form.is_valid():
        update_session_auth_hash(request, form.save())
        return _back("password")
    return render(request, "members/account/password.html", {"form": form})


@require_safe
@member_only
def export(request: HttpRequest) -> HttpResponse:
    """A file with everything that is kept about the member."""
    count(request, "member")
    response = JsonResponse(
        services.export_for(request.user.pk, now=now()),
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )
    name = f"diggindie-{localdate():%Y-%m-%d}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@member_only
@at_most("auth")
def delete(request: HttpRequest) -> HttpResponse:
    """Says what goes, asks for the password if there is one, and then there is no way back."""
    guest = guest_of(request)
    form = DeleteForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.delete(member_id=request.user.pk)
        logout(request)
        if guest:
            return SeeOther(reverse("home"))
        return render(request, "members/account/deleted.html")
    context = {"form": form, "kept": services.kept_of(request.user.pk)}
    return render(request, "members/account/delete.html", context)


def _back(done: str) -> HttpResponse:
    return SeeOther(f"{reverse('members:me')}?done={done}")
