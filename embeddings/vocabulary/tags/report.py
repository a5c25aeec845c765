"""What a person reads of a cleaned tag list: one page with a picture, and tables beside it."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from config.plots import Dot, Svg, Words, scatter
from embeddings.vocabulary.tags.cleaning import Tags
from embeddings.vocabulary.tags.pipeline import Cleaned

SHOWN_DOTS = 1500
EXAMPLES = 30
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_report(*, found: Cleaned, source: str, folder: Path) -> Path:
    """`report.html`, `tags.csv`, `merged.csv`, `cut.csv`; returns where the page is."""
    category = {index: group.name for group in found.categories for index in group.members}
    _table(
        folder / "tags.csv",
        ("tag", "uses", "category"),
        ((name, uses, category[index]) for index, (name, uses) in enumerate(_rows(found.kept))),
    )
    _table(
        folder / "merged.csv",
        ("tag", "into", "because"),
        (
            *((tag, into, "spelling") for tag, into in found.spelt.items()),
            *((tag, into, "meaning") for tag, into in found.merged.items()),
        ),
    )
    _table(
        folder / "cut.csv",
        ("tag", "uses", "because"),
        (
            *((name, uses, "rare") for name, uses in _rows(found.tail)),
            *((name, uses, "says nothing of the music") for name, uses in _rows(found.meaningless)),
        ),
    )
    page = folder / "report.html"
    page.write_text(render_to_string("tags/report.html", _context(found, source)), "utf-8")
    return page


def _context(found: Cleaned, source: str) -> dict[str, object]:
    groups = [
        {
            "name": group.name,
            "examples": group.examples,
            "count": len(group.members),
            "share": 100 * len(group.members) / max(len(found.kept), 1),
        }
        for group in found.categories
    ]
    return {
        "language": settings.LANGUAGE_CODE,
        "source": source,
        "found": found,
        "groups": groups,
        "picture": _picture(found),
        "merged": list(found.merged.items())[:EXAMPLES],
        "meaningless": list(_rows(found.meaningless))[:EXAMPLES],
        "tail": list(_rows(found.tail))[:EXAMPLES],
        "styles": [_style("css/plots.css"), _style("css/report.css")],
    }


def _picture(found: Cleaned) -> Svg:
    """The most used tags of each category where they lie; the ones that name it are written."""
    per_group = SHOWN_DOTS // max(len(found.categories), 1)
    dots = [
        Dot(
            x=float(found.plane[index][0]),
            y=float(found.plane[index][1]),
            name=found.kept.names[index],
            group=number,
            is_named=found.kept.names[index] in {group.name, *group.examples[:2]},
        )
        for number, group in enumerate(found.categories)
        for index in group.members[:per_group]
    ]
    words = Words(
        name="categories",
        title=_("태그의 갈래"),
        description=_("많이 쓰인 태그가 뜻의 평면에 놓인 자리. 가까운 점은 뜻이 가깝습니다."),
        nothing=_("남은 태그가 없습니다."),
    )
    return scatter(words, dots, groups=[group.name for group in found.categories])


def _rows(tags: Tags) -> Iterable[tuple[str, int]]:
    return zip(tags.names, tags.uses.tolist(), strict=True)


def _table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([[_safe(value) for value in row] for row in rows])


def _safe(value: object) -> object:
    """A spreadsheet takes what begins like a formula for one."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _style(name: str) -> str:
    found = finders.find(name)
    return Path(found).read_text("utf-8") if found else ""
