"""A cover drawn from what is known about a band, the same every time."""

from collections.abc import Collection, Iterable, Sequence
from hashlib import sha256
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

from bands.drawing.palette import Palette, palette
from bands.drawing.pen import SIZE, Hand, box, element
from bands.drawing.scenes import PLAIN, SCENES

DESIGN = "1"  # raise it when the drawing changes, so that no browser shows the old one
GENRE = "genre"
LETTERS = 24  # of the name, in the 600 units of the cover
FONTS = "Pretendard, 'Noto Sans KR', 'Noto Sans CJK KR', 'Apple SD Gothic Neo', sans-serif"


def cover_version(key: str, name: str, keywords: Iterable[str], text_version: int = 0) -> str:
    """Short and new whenever the cover of this band would look different.

    `text_version` stands for the vector, which is a function of the text.
    """
    parts = "\x00".join([DESIGN, str(text_version), key, name, *sorted(keywords)])
    return sha256(parts.encode()).hexdigest()[:10]


def cover_svg(
    key: str,
    name: str,
    keywords: Collection[tuple[str, str]],
    vector: Sequence[float] | None = None,
) -> str:
    """The drawing as SVG text. `keywords` are pairs of word and facet.

    Genres choose the scene, moods and the time of day the colours, the key and the vector
    everything else. Attributes only, so that it is safe under any content policy.
    """
    hand = Hand(key, vector)
    words = sorted(word for word, _facet in keywords)
    genres = [word for word, facet in keywords if facet == GENRE]
    inks = palette(words, hand)
    scene = next((SCENES[genre] for genre in SCENES if genre in genres), PLAIN)
    ground = box(0, 0, SIZE, SIZE, fill=inks.ground)
    picture = "".join([ground, *scene(hand, inks)])
    layout = (_sleeve, _print, _poster)[hand.pick(3)]
    return element(
        "svg",
        layout(picture, name, inks),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {SIZE} {SIZE}",
    )


def _sleeve(picture: str, name: str, inks: Palette) -> str:
    """The picture to the edge, the name on a label stuck to it."""
    size, width = _fitted(name, 400)
    label = box(0, 548, round(width) + 58, 52, fill=inks.paper)
    return picture + label + _text(name, 30, 582, size, inks)


def _print(picture: str, name: str, inks: Palette) -> str:
    """The picture on paper, the name below it."""
    size, _width = _fitted(name, 520)
    paper = box(0, 0, SIZE, SIZE, fill=inks.paper)
    window = element("svg", picture, x=36, y=36, width=528, height=484, viewBox="0 25 600 550")
    return paper + window + _text(name, 36, 568, size, inks)


def _poster(picture: str, name: str, inks: Palette) -> str:
    """The picture above, a strip of paper with the name below."""
    size, _width = _fitted(name, 540)
    strip = box(0, 524, SIZE, 76, fill=inks.paper)
    return picture + strip + _text(name, 30, 571, size, inks)


def _fitted(name: str, most: float) -> tuple[float, float]:
    """The size of the letters and the width of the name when set in them."""
    ems = sum(1.0 if east_asian_width(letter) in "WF" else 0.6 for letter in name)
    size = min(LETTERS, most / max(ems, 1))
    return size, ems * size


def _text(name: str, x: float, y: float, size: float, inks: Palette) -> str:
    return element(
        "text",
        escape("".join(filter(str.isprintable, name))),
        x=x,
        y=y,
        fill=inks.ink,
        font_family=FONTS,
        font_size=round(size, 1),
        font_weight=600,
    )
