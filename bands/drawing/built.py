"""Scenes for electric and counted music: lamps, runways, tiles, towns, cubes."""

from math import sin

from bands.drawing.palette import Palette
from bands.drawing.pen import (
    SIZE,
    Hand,
    Point,
    box,
    circle,
    element,
    group,
    line,
    polar,
    shape,
    turned,
)

# Of a cube seen along its diagonal: the top, the left and the right side.
FACES: tuple[tuple[Point, ...], ...] = (
    ((0, -1), (1, -0.5), (0, 0), (-1, -0.5)),
    ((-1, -0.5), (0, 0), (0, 1), (-1, 0.5)),
    ((1, -0.5), (0, 0), (0, 1), (1, 0.5)),
)


def lamps(hand: Hand, inks: Palette) -> list[str]:
    """Electronic: a field through which two waves pass, as discs, dashes or columns."""
    count, kind = 8 + hand.pick(3), hand.pick(3)
    gap, one, two = SIZE / count, 0.3 + 0.5 * abs(hand.sway(1)), 0.2 + 0.6 * abs(hand.sway(2))
    phase, parts = 6 * hand.chance(), []
    for number in range(count * count):
        column, row = number % count, number // count
        swell = sin(one * column + phase) * sin(two * row + one * column / 2 + 2 * phase)
        x, y = round(gap * (column + 0.5)), round(gap * (row + 0.5))
        colour = inks.spark if swell > 0.84 else inks.second if swell > 0 else inks.main
        parts.append(_lamp(kind, x, y, gap, swell, colour))
    return parts


def _lamp(kind: int, x: int, y: int, gap: float, swell: float, colour: str) -> str:
    if kind == 0:
        return circle(x, y, round(gap * (0.27 + 0.21 * swell), 1), fill=colour)
    if kind == 1:
        ends = (polar(x, y, gap * 0.42, swell / 4 + half) for half in (0, 0.5))
        return line(ends, stroke=colour, stroke_width=9)
    high = max(4, round(gap * (0.5 + 0.44 * swell)))
    return box(x - round(gap * 0.3), y + round(gap / 2) - high, round(gap * 0.6), high, fill=colour)


def runway(hand: Hand, inks: Palette) -> list[str]:
    """Synth-pop: a road of light to the horizon."""
    x, y = 300 + 210 * hand.sway(1), round(330 + 130 * hand.sway(2))
    disc, slats = _disc(hand, inks, x, y - 90)
    floor = box(-200, y, 1000, 900, fill=inks.deep if hand.chance() < 0.6 else inks.main)
    steep, wide = hand.between(14, 60), hand.between(150, 260)
    lanes = [line([(x + steep * n, y), (x + wide * n, 900)]) for n in range(-9, 10)]
    steps = 5 + hand.pick(6)
    rungs = [
        line([(-200, y + 420 * share), (800, y + 420 * share)])
        for share in ((n / steps) ** 2 for n in range(1, steps + 1))
    ]
    stars = [
        circle(hand.between(0, 600), hand.between(-90, y - 20), hand.between(1, 3))
        for _ in range(hand.pick(26))
    ]
    net = group(lanes + rungs, stroke=inks.second, stroke_width=2 + hand.pick(4))
    tilt = turned(22 * hand.sway(4))
    return [
        group([group(stars, fill=inks.ink), disc, *slats, floor, net], transform=tilt),
    ]


def _disc(hand: Hand, inks: Palette, x: float, y: float) -> tuple[str, list[str]]:
    """A sun, a moon or a pyramid, with slats where it is low."""
    radius = hand.between(90, 200)
    kind = hand.pick(4)
    if kind == 0:
        peak = shape([(x, y - radius), (x + radius, y + 90), (x - radius, y + 90)], fill=inks.spark)
        return peak, []
    if kind == 1:
        return circle(x, y, radius * 0.6, fill=inks.spark), []
    slats = [
        box(-200, round(y + radius * share), 1000, round(4 + 16 * share), fill=inks.ground)
        for share in (0, 0.2, 0.4, 0.6)
    ]
    return circle(x, y, radius, fill=inks.spark), slats


def tiles(hand: Hand, inks: Palette) -> list[str]:
    """Funk and disco: a dance floor of quarter circles."""
    count = 3 + hand.pick(3)
    side = SIZE // count
    colours = [inks.main, inks.second, inks.spark, inks.deep]
    parts = []
    for number in range(count * count):
        x, y, corner = side * (number % count), side * (number // count), hand.pick(4)
        one, two = hand.pick(4), hand.pick(4)
        spin = f"translate({x} {y}) rotate({90 * corner} {side // 2} {side // 2})"
        pair = _quarter(side, colours[one])
        if one != two:
            pair += _quarter(side // 2, colours[two])
        parts.append(group([pair], transform=spin))
    return parts


def _quarter(radius: int, colour: str) -> str:
    return element("path", d=f"M0 0H{radius}A{radius} {radius} 0 0 1 0 {radius}Z", fill=colour)


def checks(hand: Hand, inks: Palette) -> list[str]:
    """Ska: two tones that fold."""
    fold, tight = 0.5 + 0.3 * hand.sway(1), 0.8 + 0.15 * hand.sway(2)
    edges, x = [0.0], 0.0
    while x < SIZE:
        x += max(9.0, 74 * abs(x / SIZE - fold) ** tight * 2)
        edges.append(x)
    count = 7 + hand.pick(4)
    high = SIZE / count
    parts = []
    for number in range(len(edges) - 1):
        left, right = round(edges[number]), round(edges[number + 1])
        cells = "".join(
            f"M{left} {round(high * row)}H{right}V{round(high * (row + 1))}H{left}Z"
            for row in range(number % 2, count, 2)
        )
        parts.append(element("path", d=cells))
    disc = circle(
        300 + 160 * hand.sway(3), 300 + 160 * hand.sway(4), hand.between(60, 120), fill=inks.spark
    )
    floor = group(parts, fill=inks.ink if hand.chance() < 0.5 else inks.main)
    return [group([floor], transform=turned(90 * hand.pick(2))), disc]


def town(hand: Hand, inks: Palette) -> list[str]:
    """Indie rock: roofs of a quarter where somebody is still awake."""
    disc = circle(
        300 + 200 * hand.sway(1), 150 + 60 * hand.sway(2), hand.between(40, 100), fill=inks.spark
    )
    walls, panes = [inks.deep, inks.main, inks.second], []
    left, number, houses = -10, 0, []
    while left < SIZE:
        wide, top = round(hand.between(70, 150)), round(hand.between(170, 430))
        wall = walls[(number + hand.pick(2)) % 3]
        slope = round(40 * hand.sway(number)) if number % 2 else 0
        houses.append(
            shape(
                [(left, 610), (left, top), (left + wide, top + slope), (left + wide, 610)],
                fill=wall,
            )
        )
        for y in range(top + 56, 600, 50):
            for x in range(left + 16, left + wide - 24, 30):
                if hand.chance() < 0.42:
                    panes.append(box(x, y, 15, 24))
        left, number = left + wide, number + 1
    return [disc, *houses, group(panes, fill=inks.spark if hand.chance() < 0.5 else inks.ground)]


def planes(hand: Hand, inks: Palette) -> list[str]:
    """Experiment: planes and lines in an order of their own."""
    colours = [inks.main, inks.ink, inks.second, inks.spark, inks.deep, inks.pale]
    tilt, parts = 60 * hand.sway(0), []
    for number in range(11):
        wide, high = hand.between(40, 330), hand.between(6, 130) if number % 3 else 8
        spin = round(tilt + (90 if hand.chance() < 0.35 else 0) + 8 * hand.sway(number))
        place = f"translate({60 + hand.pick(480)} {60 + hand.pick(480)}) rotate({spin})"
        parts.append(
            box(
                round(-wide / 2),
                round(-high / 2),
                round(wide),
                round(high),
                fill=colours[number % 6],
                transform=place,
            )
        )
    disc = circle(
        300 + 190 * hand.sway(3), 300 + 190 * hand.sway(8), hand.between(30, 110), fill=inks.spark
    )
    return [disc, *parts]


def cubes(hand: Hand, inks: Palette) -> list[str]:
    """Math rock: a staircase that adds up from one side only."""
    side = round(hand.between(62, 84))
    half, paths = side * 0.866, {inks.second: "", inks.spark: "", inks.main: "", inks.deep: ""}
    for row in range(-1, int(SIZE / side / 1.5) + 2):
        for column in range(-1, int(SIZE / half / 2) + 2):
            if hand.chance() < 0.26 + 0.2 * hand.sway(1):
                continue
            x = round(2 * half * column + (half if row % 2 else 0))
            y = round(1.5 * side * row)
            top = inks.spark if hand.chance() < 0.12 else inks.second
            for colour, face in zip((top, inks.main, inks.deep), FACES, strict=True):
                corners = (
                    (round(x + half * right), round(y + side * down)) for right, down in face
                )
                paths[colour] += f"M{'L'.join(f'{right} {down}' for right, down in corners)}Z"
    return [element("path", d=path, fill=colour) for colour, path in paths.items() if path]
