"""Every row that the product owes is named by the test that proves it."""

import re

from config.embedded.layout import ROOT

APPS = ("bands", "config", "embeddings", "members", "recommendations")
ROW = re.compile(r"\b([ADMPRST])(\d{1,3})(?:\s*[-–]\s*\1?(\d{1,3}))?\b")
CITED = re.compile(r"CONTRACT\b((?:[\s#,;]|and|[ADMPRST]\d{1,3}(?:\s*[-–]\s*[ADMPRST]?\d{1,3})?)+)")

# D19 to D94 with gaps where the contract has none; A and P are its rulings.
OWED = (
    {f"D{number}" for number in range(1, 95)}
    | {f"A{number}" for number in range(1, 13)}
    | {f"P{number}" for number in range(1, 11)}
    | {f"S{number}" for number in range(14, 25)}
    | {"M10", "M31", "M35", "S121", "S122", "T23", "T25", "T63"}
    | {"S7", "S70", "S82", "S97"}
    | {"S41", "S44", "S46", "S52", "S102", "S103", "R34", "R38", "R52", "R55", "R56", "R63"}
    | {"S39", "S49", "S50", "S51", "S55", "S56", "S57", "S75", "S105", "S118"}
    | {"S100", "S101", "S104", "S117"}
    | {"T26", "T27", "T28", "T30", "T39", "T40", "T49", "T50", "T51", "T52", "T62", "T64", "T65"}
    | {"M18", "M26", "M36", "M45", "M47", "S98", "S99", "S112", "S125", "S126", "R62"}
)


def rows_in(text: str) -> set[str]:
    """The rows that a text cites, with ranges spelled out."""
    found = set()
    for cited in CITED.findall(text):
        for letter, first, last in ROW.findall(cited):
            found |= {f"{letter}{n}" for n in range(int(first), int(last or first) + 1)}
    return found


def test_ranges_and_lists_are_read():
    text = "CONTRACT D27-D29, A5, P1). Not D30; CONTRACT M36"

    assert rows_in(text) == {"D27", "D28", "D29", "A5", "P1", "M36"}


def test_every_owed_row_is_named_by_a_test():
    named = set()
    for app in APPS:
        for path in (ROOT / app).rglob("tests/**/test_*.py"):
            named |= rows_in(path.read_text(encoding="utf-8"))

    assert not OWED - named, sorted(OWED - named)
