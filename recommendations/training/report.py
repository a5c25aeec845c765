"""What a simulation found: a table by day, and charts that stand alone in a page of the docs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from config.plots import Series, Words, lines
from config.plots.alone import standing_alone
from recommendations.training.simulation import ARMS, LEARNING, POPULAR, TEXTS, Day

HEAD = "| arm | day | affinity | NDCG@5 | panel NDCG@5 | reach | skewness | rank | picks | new |"
RULE = "|---|--:|--:|--:|--:|--:|--:|--:|--:|---|"
NAMES = {LEARNING: "learning loop", TEXTS: "texts alone", POPULAR: "most picked"}


def table(days: Sequence[Day], every: int = 1) -> Iterator[str]:
    """Markdown; every so many days, the first, the last and those with a new space always."""
    last = max((day.number for day in days), default=0)
    yield from (HEAD, RULE)
    for day in days:
        if day.number in {1, last} or day.number % every == 0 or day.promoted:
            yield _line(day)


def _line(day: Day) -> str:
    figures = (
        f"{day.affinity:.3f}",
        f"{day.ndcg:.3f}",
        f"{day.panel:.3f}",
        f"{day.reach:.1%}",
        f"{day.skewness:.2f}",
        f"{day.rank:.3f}",
        f"{day.picks:,}",
        "yes" if day.promoted else "",
    )
    return f"| {NAMES[day.arm]} | {day.number} | {' | '.join(figures)} |"


@dataclass(frozen=True)
class Chart:
    """A figure of each day by arm."""

    of: Callable[[Day], float]
    y: str
    title: str
    description: str


CHARTS = {
    "learning": Chart(
        lambda day: day.panel,
        "NDCG@5",
        "Lists of listeners who only look",
        "NDCG@5 of the panel's lists against the best five, by day and by arm.",
    ),
    "learning-reach": Chart(
        lambda day: day.reach,
        "reach",
        "How much of the catalogue is shown",
        "Share of the bands that were in anybody's list within a week, by day and by arm.",
    ),
    "learning-skewness": Chart(
        lambda day: day.skewness,
        "skewness",
        "How unevenly bands are shown",
        "Skewness of k-occurrence within a week, by day and by arm; 0 is even.",
    ),
}


def drawings(days: Sequence[Day]) -> Iterator[tuple[str, str]]:
    """The name of each chart and its SVG document."""
    length = max((day.number for day in days), default=0)
    for name, chart in CHARTS.items():
        by_arm = {arm: [chart.of(day) for day in days if day.arm == arm] for arm in ARMS}
        series = [Series(NAMES[arm], values) for arm, values in by_arm.items() if values]
        words = Words(
            name=name, title=chart.title, description=chart.description, x="day", y=chart.y
        )
        yield name, standing_alone(str(lines(words, range(1, length + 1), series)))
