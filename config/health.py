"""`/health` says that the process lives (CONTRACT D14), `/ready` that it can do its work."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.ready import readiness


@require_safe
@never_cache
def health(_request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(_request: HttpRequest) -> JsonResponse:
    is_ready, found = readiness()
    status = "ready" if is_ready else "not ready"
    return JsonResponse({"status": status, "checks": found}, status=200 if is_ready else 503)
