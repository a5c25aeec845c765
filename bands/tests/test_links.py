"""Links made of names (CONTRACT D70, D78)."""

from dataclasses import astuple
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bands.links import search_links, track_url

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=100)


@given(NAMES)
def test_every_link_is_https_and_carries_the_whole_name(name):
    for link in astuple(search_links(name)):
        assert urlsplit(link).scheme == "https"
        assert link.isascii()
        assert unquote(link).endswith(name)


@pytest.mark.parametrize("name", ["AC/DC", "a&b=c", "쏜애플 #1?", '"><script>'])
def test_signs_in_a_name_cannot_leave_their_place(name):
    for link in astuple(search_links(name)):
        assert not set("<>\"' #") & set(link)
        assert link.count("?") <= 1
        assert "&" not in link


def test_a_track_without_a_link_is_searched_on_spotify():
    """CONTRACT D70, D78."""
    assert track_url("혁오", "TOMBOY", "") == (
        "https://open.spotify.com/search/%ED%98%81%EC%98%A4%20TOMBOY"
    )


def test_the_link_of_a_curator_wins():
    """CONTRACT D78."""
    assert track_url("혁오", "TOMBOY", "https://open.spotify.com/track/x") == (
        "https://open.spotify.com/track/x"
    )
