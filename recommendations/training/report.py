"""What a simulation found: a table by day, and a chart that stands alone in a page of the docs."""

from collections.abc import Iterator, Sequence

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


def drawing(days: Sequence[Day]) -> str:
    """An SVG document of the panel's NDCG@5, day by day."""
    by_arm = {arm: [day.panel for day in days if day.arm == arm] for arm in ARMS}
    words = Words(
        name="learning",
        title="Lists of listeners who only look",
        description="NDCG@5 of the panel's lists against the best five, by day and by arm.",
        x="day",
        y="NDCG@5",
    )
    length = max((day.number for day in days), default=0)
    series = [Series(NAMES[arm], values) for arm, values in by_arm.items() if values]
    return standing_alone(str(lines(words, range(1, length + 1), series)))
