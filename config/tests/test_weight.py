"""How much a page weighs on the way, and that it leaves compressed."""

import gzip
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import numpy as np
import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client

from bands.models import Band, BandDescription
from config.static_files import BROTLI_QUALITY
from config.tests.listener_pages import set_pages
from config.tests.reading import Elements
from config.tests.world import make_band, make_space, place
from recommendations.mapping.models import MapPlace

MOST = 100_000  # bytes of a page with all it names, but for the covers
ASKS = {"accept-encoding": "gzip, br"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def a_thousand_bands():
    bands = [Band(key=f"band-{n}", name=f"{n * 7919 % 9973} 밴드") for n in range(1000)]
    places = ((n * 617 % 1000 / 1000, n * 283 % 1000 / 1000) for n in range(1000))
    MapPlace.objects.bulk_create(
        MapPlace(band=band, x=x, y=y, text_version=1)
        for band, (x, y) in zip(Band.objects.bulk_create(bands), places, strict=True)
    )
    return bands


def weight(page: HttpResponse) -> int:
    """Of the page and of the files that it names, packed as they are sent."""
    named = {files.get("src") or files.get("href", "") for files in fetched(page)}
    paths = [urlsplit(name).path.removeprefix("/static/") for name in named if "/static/" in name]
    files = [Path(finders.find(path)).read_bytes() for path in paths]
    packed = len(gzip.compress(page.content))
    return packed + sum(len(brotli.compress(f, quality=BROTLI_QUALITY)) for f in files)


def fetched(page: HttpResponse) -> list[dict[str, str]]:
    elements = Elements(page)
    return [*elements.of("script"), *elements.of("link"), *elements.of("img")]


def test_no_page_weighs_more_than_100_kilobytes():
    weights = {page.request["PATH_INFO"]: weight(page) for page in set_pages().responses()}
    assert {path: many for path, many in weights.items() if many > MOST} == {}


def test_a_map_of_a_thousand_bands_weighs_no_more(a_thousand_bands):
    page = Client().get("/map/")
    assert page.text.count('class="dot"') >= 1000
    assert weight(page) < MOST


def test_a_list_that_is_steered_weighs_no_more_beside_a_map_of_a_thousand(a_thousand_bands):
    space = make_space(4)
    for band, towards in zip(a_thousand_bands[:60], np.eye(4)[np.arange(60) % 4], strict=True):
        BandDescription.objects.create(band=band, text="기타가 앞에 선다.")
        place(space, band, towards)
    page = Client().get(f"/dig/?bands={a_thousand_bands[0].pk}")
    assert len(page.context["map"].spots) == 1000
    assert weight(page) < MOST


def test_a_page_and_a_cover_leave_compressed():
    band = make_band()
    for path in ("/", f"/bands/{band.pk}/cover.svg"):
        small, plain = Client(headers=ASKS).get(path), Client().get(path)
        assert small.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in small.headers["Vary"]
        assert len(small.content) < len(plain.content)
        assert gzip.decompress(small.content)[:9] == plain.content[:9]


def test_nothing_of_the_api_is_compressed():
    """Tokens beside what a caller said: their lengths would tell (BREACH)."""
    assert "Content-Encoding" not in Client(headers=ASKS).get("/api/keywords").headers
