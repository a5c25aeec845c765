"""The colours of a cover: a mood becomes hues, hues become inks that go together."""

from collections.abc import Collection
from dataclasses import dataclass
from math import cos, pi, sin

from bands.drawing.pen import Hand


@dataclass(frozen=True)
class Palette:
    """Hex colours by what they do: `ink` reads on `ground` and on the `paper` around it."""

    paper: str
    ground: str
    pale: str
    main: str
    second: str
    spark: str
    deep: str
    ink: str


@dataclass(frozen=True)
class Mood:
    """Hues in degrees of OKLCH, and how strong the colours are (0.05 dusty, 0.2 loud)."""

    main: float
    second: float
    spark: float
    chroma: float
    dark: bool = False


MOODS = {
    "몽환적인": Mood(300, 350, 200, 0.13),
    "서정적인": Mood(245, 65, 25, 0.09),
    "쓸쓸한": Mood(250, 215, 65, 0.06),
    "따뜻한": Mood(42, 78, 15, 0.13),
    "신나는": Mood(32, 92, 255, 0.19),
    "강렬한": Mood(27, 350, 92, 0.21, dark=True),
    "잔잔한": Mood(195, 150, 80, 0.07),
    "우울한": Mood(268, 295, 225, 0.1, dark=True),
    "경쾌한": Mood(160, 100, 30, 0.15),
    "낭만적인": Mood(8, 45, 320, 0.13),
    "장난스러운": Mood(345, 95, 205, 0.18),
    "분노하는": Mood(28, 60, 105, 0.22, dark=True),
    "향수 어린": Mood(58, 175, 30, 0.09),
    "청량한": Mood(228, 170, 100, 0.14),
    "나른한": Mood(335, 75, 150, 0.08),
    "비장한": Mood(15, 80, 45, 0.12, dark=True),
    "섬세한": Mood(330, 205, 60, 0.07),
    "냉소적인": Mood(122, 285, 35, 0.15),
    "위로가 되는": Mood(140, 62, 20, 0.09),
    "자유로운": Mood(240, 55, 145, 0.15),
    "불안한": Mood(150, 330, 55, 0.12, dark=True),
    "관능적인": Mood(355, 300, 55, 0.15, dark=True),
}
UNKNOWN = Mood(260, 40, 120, 0.1)
NIGHT = {"밤", "새벽", "비 오는 날", "잠들기 전"}
DAY = {"아침", "봄", "여름", "카페에서", "눈 오는 날", "페스티벌"}
SWAY = 16  # degrees that a band's own hand turns all hues


def palette(words: Collection[str], hand: Hand) -> Palette:
    """The first mood gives the hues, the second leans on them, the time of day the ground."""
    moods = [MOODS[word] for word in words if word in MOODS] or [UNKNOWN]
    first = moods[hand.pick(len(moods))]
    other = moods[-1] if moods[-1] is not first else moods[0]
    turn = SWAY * hand.sway(0)
    main, second = first.main + turn, first.second + turn
    spark = (first.spark if hand.chance() < 0.6 else other.main) + turn
    if hand.chance() < 0.3:
        main, second = second, main
    if _is_dark(first, words, hand):
        return _dark(main, second, spark, first.chroma)
    if hand.chance() < 0.3:
        return _field(main, second, spark, first.chroma)
    return _light(main, second, spark, first.chroma)


def _is_dark(mood: Mood, words: Collection[str], hand: Hand) -> bool:
    pull = 0.5 * mood.dark + 0.4 * bool(NIGHT & set(words)) - 0.35 * bool(DAY & set(words))
    return hand.chance() < 0.22 + pull


def _light(main: float, second: float, spark: float, chroma: float) -> Palette:
    return Palette(
        paper=oklch(0.975, 0.008, second),
        ground=oklch(0.93, 0.02 + chroma / 7, second),
        pale=oklch(0.85, chroma * 0.45, main),
        main=oklch(0.62, chroma, main),
        second=oklch(0.77, chroma * 0.85, second),
        spark=oklch(0.68, chroma + 0.05, spark),
        deep=oklch(0.36, chroma * 0.6, main),
        ink=oklch(0.24, 0.03, main),
    )


def _field(main: float, second: float, spark: float, chroma: float) -> Palette:
    """One bold colour for a ground, as on a screen print."""
    return Palette(
        paper=oklch(0.96, 0.015, second),
        ground=oklch(0.66, chroma * 0.9 + 0.02, main),
        pale=oklch(0.76, chroma * 0.7, main),
        main=oklch(0.46, chroma, main + 8),
        second=oklch(0.9, chroma * 0.5 + 0.02, second),
        spark=oklch(0.8, chroma + 0.03, spark),
        deep=oklch(0.3, chroma * 0.6, main + 15),
        ink=oklch(0.19, 0.03, main),
    )


def _dark(main: float, second: float, spark: float, chroma: float) -> Palette:
    return Palette(
        paper=oklch(0.16, 0.015, main),
        ground=oklch(0.22, 0.02 + chroma / 7, main),
        pale=oklch(0.36, chroma * 0.6, main),
        main=oklch(0.6, chroma + 0.02, main),
        second=oklch(0.78, chroma * 0.8, second),
        spark=oklch(0.85, chroma + 0.03, spark),
        deep=oklch(0.15, 0.03, main),
        ink=oklch(0.95, 0.02, second),
    )


def oklch(lightness: float, chroma: float, hue: float) -> str:
    """The hex colour, with as much chroma as a screen can show at this lightness."""
    while True:
        rgb = _linear(lightness, chroma, hue)
        if all(-0.001 <= value <= 1.001 for value in rgb) or chroma < 0.005:
            return "#" + "".join(f"{round(255 * _gamma(value)):02x}" for value in rgb)
        chroma *= 0.94


def _linear(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """OKLCH to linear sRGB, by the matrices of its author."""
    a, b = chroma * cos(hue * pi / 180), chroma * sin(hue * pi / 180)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _gamma(value: float) -> float:
    value = min(1.0, max(0.0, value))
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
