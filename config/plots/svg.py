"""Markup: elements from values, everything that is text escaped."""

from unicodedata import category, east_asian_width
from xml.sax.saxutils import escape, quoteattr

LETTER = 0.58  # of the font size; Hangul and the like take all of it
ELLIPSIS = "…"
FORBIDDEN = {"Cc", "Cs"}  # control characters and lone surrogates: no document may hold them


class BadPlot(ValueError):
    """What was handed in cannot be drawn; the message says which part and why."""


class Svg(str):
    """Markup that is safe as it is: Django's templates print it unescaped."""

    def __html__(self) -> "Svg":
        return self


def element(tag: str, /, *children: str, **attributes: str | float) -> Svg:
    """`<tag …>`; plain text is escaped. `class_` is class, `_` is `-`, empty ones are left out."""
    pairs = "".join(
        f" {name.rstrip('_').replace('_', '-')}={_quoted(value)}"
        for name, value in attributes.items()
        if value != ""
    )
    inner = "".join(child if isinstance(child, Svg) else _text(child) for child in children)
    return Svg(f"<{tag}{pairs}>{inner}</{tag}>" if inner else f"<{tag}{pairs}/>")


def group(*children: Svg, **attributes: str | float) -> Svg:
    return element("g", *children, **attributes)


def linked(mark: Svg, href: str) -> Svg:
    return element("a", mark, href=href) if href else mark


def short(number: float) -> str:
    """A coordinate: two decimals at most."""
    return f"{round(number, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def width_of(words: str, size: float) -> float:
    """About how wide a text of that font size is."""
    return size * sum(1.0 if east_asian_width(letter) in "WF" else LETTER for letter in words)


def cut(words: str, size: float, room: float) -> str:
    """The words, or as many letters of them as fit into `room`, with an ellipsis."""
    if width_of(words, size) <= room:
        return words
    while words and width_of(words + ELLIPSIS, size) > room:
        words = words[:-1]
    return words.rstrip() + ELLIPSIS


def _quoted(value: str | float) -> str:
    return quoteattr(_clean(value if isinstance(value, str) else short(value)))


def _text(raw: str) -> Svg:
    return Svg(escape(_clean(raw)))


def _clean(raw: str) -> str:
    return "".join(letter for letter in raw if category(letter) not in FORBIDDEN)
