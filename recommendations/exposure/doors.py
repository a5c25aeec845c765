"""The door through which a band's page is counted."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now

from recommendations.exposure.services import note_opened
from recommendations.exposure.visits import is_visit

BandPage = Callable[..., HttpResponse]


def counting(page: BandPage) -> BandPage:
    """A band's page that counts who opens it, when it was there. Curators do not count.

    The page itself stays as it was: it changes nothing that it shows, and no cache keeps it.
    """

    @wraps(page)
    def door(request: HttpRequest, band_id: int) -> HttpResponse:
        response = page(request, band_id)
        is_seen = response.status_code == 200 and is_visit(request.method or "", request.headers)
        if is_seen and not request.user.is_staff:
            note_opened(band_id=band_id, now=now())
        return response

    return door
