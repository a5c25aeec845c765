"""Covers drawn from a band's own data."""

import json
import re
from collections import Counter
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bands import catalogue_file
from bands.cover import cover_svg, cover_version
from bands.drawing.palette import MOODS, oklch
from bands.drawing.scenes import SCENES

MOST_BYTES = 8192
TAGS = {
    *("svg", "g", "rect", "circle", "ellipse", "path", "text"),
    *("defs", "filter", "feGaussianBlur", "radialGradient", "stop"),
}
ATTRIBUTES = {
    *("viewBox", "id", "d", "x", "y", "cx", "cy", "r", "rx", "ry", "width", "height"),
    *("fill", "opacity", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"),
    *("transform", "filter", "stdDeviation", "offset", "stop-color", "stop-opacity"),
    *("font-family", "font-size", "font-weight"),
}
WORDS = {
    word["keyword"]: word["facet"]
    for word in map(json.loads, catalogue_file.VOCABULARY.read_text().splitlines())
}
ACTS = [json.loads(line) for line in catalogue_file.STARTER.read_text().splitlines()]
GENRES = [word for word, facet in WORDS.items() if facet == "genre"]


def drawn(key="k", name="밴드", words=("포크", "따뜻한"), vector=None):
    return cover_svg(key, name, [(word, WORDS[word]) for word in words], vector)


def of_act(act):
    return drawn(act["key"], act["name"], act["keywords"])


def without_name(svg):
    return re.sub(r"<text.*?</text>", "", svg)


def elements(svg):
    return [(node.tag.split("}")[-1], node.attrib) for node in ElementTree.fromstring(svg).iter()]


@pytest.mark.parametrize("genre", GENRES)
def test_only_shapes_and_their_attributes_are_drawn(genre):
    for number in range(20):
        for tag, attributes in elements(drawn(f"k{number}", words=[genre])):
            assert tag in TAGS
            assert set(attributes) <= ATTRIBUTES
            assert not any(word in str(attributes) for word in ("http", "data:", "javascript"))


def test_every_genre_and_every_mood_of_the_vocabulary_is_known():
    assert set(SCENES) == set(GENRES)
    assert set(MOODS) == {word for word, facet in WORDS.items() if facet == "mood"}


def test_the_starter_covers_are_all_different_and_of_many_kinds():
    drawings = {without_name(of_act(act)) for act in ACTS}
    kinds = Counter(
        next(scene for genre, scene in SCENES.items() if genre in act["keywords"]) for act in ACTS
    )
    assert len(drawings) == len(ACTS)
    assert len(kinds) >= 25
    assert max(kinds.values()) < len(ACTS) / 10


@given(
    key=st.text(max_size=80),
    name=st.text(max_size=100),
    words=st.lists(st.sampled_from(sorted(WORDS)), unique=True, max_size=12),
    vector=st.none() | st.lists(st.floats(-1, 1), min_size=1, max_size=40),
)
def test_any_band_gets_a_small_well_formed_cover(key, name, words, vector):
    svg = drawn(key, name, words, vector)
    assert elements(svg)[0][0] == "svg"
    assert len(svg.encode()) < MOST_BYTES


def test_a_cover_is_the_same_every_time_and_in_any_order_of_keywords():
    words = ["재즈", "따뜻한", "나른한", "밤"]
    assert drawn(words=words) == drawn(words=words[::-1])


def test_the_key_and_the_vector_change_the_drawing():
    vector = [0.1, -0.4, 0.3, 0.9] * 96
    drawings = {drawn("a"), drawn("b"), drawn("a", vector=vector)}
    assert len(drawings) == 3


def test_a_name_cannot_leave_its_place():
    svg = drawn(name='</text><script>alert("1")</script>&\x08')
    assert "<script" not in svg
    assert elements(svg)[-1][0] == "text"


def test_a_long_name_is_set_in_smaller_letters():
    def size(name):
        return float(elements(drawn(name=name))[-1][1]["font-size"])

    assert size("가" * 60) < size("가") == 24


def test_colours_that_no_screen_shows_are_made_paler_until_it_does():
    assert oklch(0.6, 0.9, 140) != oklch(0.6, 0.0, 140)
    assert oklch(1.0, 0.0, 0) == "#ffffff"
    assert oklch(0.0, 0.0, 0) == "#000000"


@pytest.mark.parametrize("changed", [("b", "n", ["x"]), ("a", "m", ["x"]), ("a", "n", ["y"])])
def test_the_version_is_new_when_the_cover_would_be(changed):
    assert cover_version(*changed) != cover_version("a", "n", ["x"])
    assert cover_version("a", "n", ["y", "x"]) == cover_version("a", "n", ["x", "y"])
