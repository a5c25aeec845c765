"""From values to places on the paper, and the round numbers between."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Scale:
    """Values from `low` to `high` lie evenly from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        part = (value - self.low) / (self.high - self.low)
        return self.start + part * (self.end - self.start)


@dataclass(frozen=True)
class Axis:
    """Round limits round some values, and the ticks between them."""

    low: float
    high: float
    step: float

    @property
    def ticks(self) -> list[float]:
        count = round((self.high - self.low) / self.step)
        return [self.low + number * self.step for number in range(count + 1)]

    def scale(self, start: float, end: float) -> Scale:
        return Scale(self.low, self.high, start, end)


def axis(values: Iterable[float], *, about: int = 5, from_zero: bool = False) -> Axis:
    """Round limits for the values; also for one value, for equal ones and for none.

    Between whole numbers, such as counts, no tick is a fraction.
    """
    held = [*values, 0.0] if from_zero else list(values)
    low, high = (min(held), max(held)) if held else (0.0, 1.0)
    if high == low:
        high = low + (abs(low) or 1.0)
    step = _step((high - low) / about)
    if held and all(value.is_integer() for value in map(float, held)):
        step = max(step, 1.0)
    return Axis(floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step, step)


def said(value: float, step: float) -> str:
    """A tick as people read it: 1,200 or 0.25, with the decimals that the step needs."""
    decimals = max(0, -floor(log10(step) + 1e-9))
    return f"{round(value, decimals) + 0.0:,.{decimals}f}"


def plain(value: float) -> str:
    """A value as people read it: whole numbers whole, others with two decimals."""
    return said(value, 1.0 if float(value).is_integer() else 0.01)


def _step(least: float) -> float:
    power = 10.0 ** floor(log10(least))
    return next(step * power for step in STEPS if step * power >= least * (1 - 1e-9))
