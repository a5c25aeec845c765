"""What is counted of tries to come in, and what someone sees who has tried too many passwords."""

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _

from config.api.errors import Problem, answer
from config.error_pages import error_page
from config.errors import DomainError
from members.models import Member


class TriesOfAccounts(AxesDatabaseHandler):
    """Counts as axes does (`AXES_HANDLER`); a guest has no password that anybody could try."""

    def user_logged_in(
        self, sender: Any, request: HttpRequest, user: Member, **options: Any
    ) -> None:
        if not user.is_guest:
            super().user_logged_in(sender, request, user, **options)

    def user_logged_out(
        self, sender: Any, request: HttpRequest, user: Member | None, **options: Any
    ) -> None:
        if user is None or not user.is_guest:
            super().user_logged_out(sender, request, user, **options)


class LockedOut(DomainError):
    code = "locked_out"
    status = 429
    message = _("로그인을 너무 많이 시도했습니다. 잠시 뒤에 다시 시도해 주세요.")


def locked_out(request: HttpRequest, *_response_and_credentials: Any) -> HttpResponse:
    """The 429 of every door: JSON below /api/, a page elsewhere (`AXES_LOCKOUT_CALLABLE`)."""
    problem = Problem(429, LockedOut.code, LockedOut.message, retry_after=retry_after(request))
    is_api = request.path_info.startswith("/api/")
    return answer(problem) if is_api else error_page(request, problem)


def retry_after(request: HttpRequest) -> int:
    """Seconds: what the address was told, or as long as an account stays locked."""
    return getattr(request, "retry_after", int(settings.AXES_COOLOFF_TIME.total_seconds()))
