"""The world of the contract's example: five bands whose scores are known beforehand.

Three tastes lie on axes 0 to 2, the keyword on axis 3. Each centroid is orthogonal to the
keyword, so t = 0.25 * 1.2 = 0.3 (CONTRACT A4), and a band that is `score` along the turned
centroid and the rest along an axis of its own has exactly that cosine.
"""

import numpy as np
from django.db import connection

from bands.models import Band, TopTrack
from config.tests.world import know, make_band, make_keyword, make_member, make_space, place

DIMENSIONS = 12
TURN = 0.3 * np.pi / 2

# CONTRACT D73-D77: id, name, score, track, keywords, taste, axis of its own
EXAMPLE = [
    (1387, "쏜애플", 0.6936, "멸종", ["열정", "몽환"], 0, 5),
    (1103, "실리카겔", 0.6675, "NO PAIN", ["강렬한", "신나는"], 1, 6),
    (962, "라쿠나", 0.6148, None, ["감성", "서정"], 2, 7),
    (754, "혁오", 0.6024, "Wi-ing Wi-ing", ["몽환", "독특한"], 0, 8),
    (523, "검정치마", 0.5887, "EVERYTHING", ["감성", "잔잔한"], 1, 9),
]


def axis(index: int) -> np.ndarray:
    return np.eye(DIMENSIONS)[index]


def turned(taste: int) -> np.ndarray:
    return np.cos(TURN) * axis(taste) + np.sin(TURN) * axis(3)


def the_example():
    """A member with three picks in three tastes and one keyword, and the five of D73-D77."""
    _leave_the_examples_ids_free()
    space = make_space(DIMENSIONS)
    keyword = make_keyword("몽환")
    know(space, ["몽환"], axis(3))
    picks = [make_band(f"pick-{taste}") for taste in range(3)]
    for taste, pick in enumerate(picks):
        place(space, pick, axis(taste))
    for pk, name, score, track, keywords, taste, own in EXAMPLE:
        band = make_band(f"band-{pk}", pk=pk, name=name, keywords=keywords)
        band.image_url = f"https://images.example/{pk}.jpg"
        band.save()
        if track:
            TopTrack.objects.create(
                band=band, title=track, external_url=f"https://open.spotify.com/track/{pk}"
            )
        place(space, band, score * turned(taste) + np.sqrt(1 - score**2) * axis(own))
    sixth = make_band("sixth")  # the third taste's second place, too low for the list
    place(space, sixth, 0.5 * turned(2) + np.sqrt(0.75) * axis(10))
    return make_member("listener", bands=picks, keywords=[keyword])


def _leave_the_examples_ids_free() -> None:
    """Other bands get higher ids than the example's, however many tests ran before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('band', 'id'), greatest(last_value, 10000)) "
            "FROM band_id_seq"
        )


def hide(pk: int) -> None:
    Band.objects.filter(pk=pk).update(is_published=False)
