"""Scenes for quiet and warm music: swells, haze, tree rings, leaves, moons, ink."""

from math import pi, sin

from bands.drawing.palette import Palette
from bands.drawing.pen import (
    SIZE,
    Hand,
    Point,
    box,
    circle,
    closed_curve,
    element,
    group,
    line,
    open_curve,
    polar,
    shape,
    turned,
)


def waves(hand: Hand, inks: Palette) -> list[str]:
    """Shoegaze: walls of sound, blurred swells before a sun that is hardly there."""
    colours = [inks.pale, inks.second, inks.main, inks.deep, inks.main, inks.second]
    start, layers = hand.pick(6), []
    for number in range(6):
        top = 150 + number * 78 + 22 * hand.sway(number)
        phase, length, high = hand.chance(), hand.between(0.5, 1.7), 50 + 30 * hand.sway(number + 3)
        crest = [
            (x, top + high * sin(2 * pi * (phase + length * x / SIZE)))
            for x in range(-120, 781, 60)
        ]
        path = open_curve(crest) + "V900H-120Z"
        colour = colours[(start + number) % 6]
        layers.append(element("path", d=path, fill=colour, opacity=0.75))
    sun = circle(300 + 170 * hand.sway(7), 190 + 70 * hand.sway(8), hand.between(60, 130))
    scene = group([group([sun], fill=inks.spark), *layers], transform=turned(30 * hand.sway(9)))
    return [_blur(8 + 5 * hand.sway(10)), group([scene], filter="url(#b)")]


def haze(hand: Hand, inks: Palette) -> list[str]:
    """Ambient: two or three fields of colour that breathe at the edges."""
    fields = [inks.main, inks.second, inks.deep, inks.spark]
    top, start, parts = 46.0, hand.pick(4), []
    shares = sorted(hand.between(0.12, 0.9) for _ in range(2))
    for number, share in enumerate([*shares, 1.0]):
        bottom = 46 + 508 * share
        colour = fields[(start + number) % 4]
        inset = round(44 + 20 * hand.sway(number))
        height = max(16, round(bottom - top - 14))
        parts.append(box(inset, round(top), 600 - 2 * inset, height, fill=colour))
        top = bottom + 10
    return [
        box(0, 0, SIZE, SIZE, fill=inks.pale),
        _blur(9),
        group(parts, filter="url(#b)", opacity=0.92),
    ]


def aura(hand: Hand, inks: Palette) -> list[str]:
    """Dream pop: lights that have no edge."""
    parts, glows = [], []
    for number, (core, rim) in enumerate(
        ((inks.second, inks.main), (inks.spark, inks.second), (inks.main, inks.pale))
    ):
        stops = (
            element("stop", offset=0, stop_color=core)
            + element("stop", offset=0.55, stop_color=rim, stop_opacity=0.85)
            + element("stop", offset=1, stop_color=rim, stop_opacity=0)
        )
        glows.append(element("radialGradient", stops, id=f"a{number}"))
        x, y = 300 + 190 * hand.sway(number), 300 + 190 * hand.sway(number + 4)
        parts.append(circle(x, y, hand.between(190, 330), fill=f"url(#a{number})"))
    x, y = 300 + 120 * hand.sway(8), 300 + 120 * hand.sway(9)
    hoops = [circle(x, y, 40 + 46 * n * hand.between(0.8, 1.1)) for n in range(4)]
    thin = group(hoops, fill="none", stroke=inks.ink, stroke_width=1.5, opacity=0.6)
    return [element("defs", "".join(glows)), *parts, thin]


def ridges(hand: Hand, inks: Palette) -> list[str]:
    """Post-rock: one mountain range behind another, out to the haze."""
    colours = [inks.pale, inks.second, inks.main, inks.main, inks.deep, inks.deep]
    round_hills = hand.chance() < 0.4
    parts = [
        circle(
            300 + 190 * hand.sway(1), 160 + 70 * hand.sway(2), hand.between(30, 80), fill=inks.spark
        )
    ]
    for number in range(6):
        top = 190 + number * 72
        peaks: list[Point] = [
            (x, top + hand.between(-58, 36) * (1.3 - number / 8)) for x in range(-40, 680, 36)
        ]
        shade = (0.5, 0.6, 0.6, 1, 0.75, 1)[number]
        if round_hills:
            path = open_curve(peaks) + "V640H-40Z"
            parts.append(element("path", d=path, fill=colours[number], opacity=shade))
        else:
            feet: list[Point] = [(680, 640), (-40, 640)]
            parts.append(shape([*peaks, *feet], fill=colours[number], opacity=shade))
    return parts


def rings(hand: Hand, inks: Palette) -> list[str]:
    """Folk: the rings of a tree that grew a little crooked."""
    x, y = 300 + 200 * hand.sway(1), 300 + 200 * hand.sway(2)
    corners = 7 + hand.pick(6)
    wobble = [hand.between(-1, 1) for _ in range(corners)]
    fills = [inks.ground, inks.pale, inks.ground, inks.second][hand.pick(2) :]
    apart, parts = 30 + 8 * hand.sway(3), []
    for number in range(15, 0, -1):
        ring = [
            polar(
                x,
                y,
                number * apart * (1 + 0.1 * wobble[corner] + hand.between(-0.02, 0.02)),
                corner / corners,
            )
            for corner in range(corners)
        ]
        colour = inks.main if number % 3 else inks.deep
        fill = fills[number % len(fills)]
        parts.append(element("path", d=closed_curve(ring), fill=fill, stroke=colour))
    heart = circle(x, y, hand.between(6, 16), fill=inks.spark)
    return [group(parts, stroke_width=hand.between(2, 6)), heart]


def leaves(hand: Hand, inks: Palette) -> list[str]:
    """Acoustic pop: stems on a windowsill."""
    colours = [inks.main, inks.second, inks.deep]
    disc = circle(
        300 + 140 * hand.sway(1), 240 + 110 * hand.sway(2), hand.between(90, 180), fill=inks.spark
    )
    stems, blades = [], []
    for number in range(4):
        foot, bend = 90 + 140 * number + 40 * hand.sway(number), 150 * hand.sway(number + 5)
        top, count = hand.between(60, 260), 5 + hand.pick(4)
        stem = [
            (foot + bend * share**2, 620 - (620 - top) * share)
            for share in (n / count for n in range(count + 1))
        ]
        stems.append(line(stem))
        colour = colours[number % 3]
        for step, (x, y) in enumerate(stem[1:]):
            side, reach = (1, -1)[step % 2], hand.between(50, 96)
            path = (
                f"M{x:.0f} {y:.0f}q{side * reach * 0.2:.0f} {-reach * 0.75:.0f}"
                f" {side * reach:.0f} {-reach * 0.6:.0f}q{-side * reach * 0.2:.0f}"
                f" {reach * 0.65:.0f} {-side * reach:.0f} {reach * 0.6:.0f}"
            )
            blades.append(element("path", d=path, fill=colour))
    thin = group(stems, fill="none", stroke=inks.ink, stroke_width=3, stroke_linejoin="round")
    return [disc, thin, *blades]


def circles(hand: Hand, inks: Palette) -> list[str]:
    """Jazz: discs that overlap like voices, and one line that keeps the time."""
    colours = [inks.main, inks.second, inks.spark, inks.pale, inks.main]
    start, parts = hand.pick(5), []
    for number in range(5):
        x, y = polar(
            300, 300, 120 + 100 * hand.sway(number), number / 5 + hand.between(-0.08, 0.08)
        )
        radius = hand.between(70, 190)
        parts.append(circle(x, y, radius, fill=colours[(start + number) % 5], opacity=0.82))
        if number % 2:
            parts.append(circle(x, y, radius * 0.55, fill="none", stroke=inks.ink, stroke_width=2))
    row = [box(44 * n - 60, -5, (10, 28, 18)[(n * n + start) % 3], 10) for n in range(17)]
    beat = group(row, fill=inks.ink, transform=f"translate(0 {round(300 + 170 * hand.sway(7))})")
    return [group([*parts, beat], transform=turned(20 * hand.sway(8) + 90 * hand.pick(2)))]


def pavement(hand: Hand, inks: Palette) -> list[str]:
    """Bossa nova: the waves of stone along a beach."""
    colours = [inks.main, inks.ground, inks.second, inks.ground]
    high, bend = round(hand.between(44, 76)), round(34 + 26 * hand.sway(1))
    length = round(hand.between(90, 170))
    parts = []
    for number, top in enumerate(range(-140, 740, high)):
        phase = (number % 2) * length // 2
        path = f"M{-400 - phase} {top}q{length // 2} {-2 * bend} {length} 0" + f"t{length} 0" * (
            1400 // length
        )
        parts.append(element("path", d=path + "V900H-600Z", fill=colours[number % 4]))
    sun = circle(300 + 150 * hand.sway(2), 190 + 60 * hand.sway(3), 96, fill=inks.spark)
    return [group(parts, transform=turned(30 * hand.sway(4))), sun]


def moons(hand: Hand, inks: Palette) -> list[str]:
    """Soul: one night after another."""
    count = 2 + hand.pick(2) + (hand.chance() < 0.2)
    side = SIZE / count
    discs, nights, parts = [inks.spark, inks.second, inks.pale], [inks.main, inks.deep], []
    for number in range(count * count):
        x, y = side * (number % count + 0.5), side * (number // count + 0.5)
        radius, night = side * hand.between(0.3, 0.4), nights[(number + number // count) % 2]
        shade = radius * (2 * hand.chance() - 1) * 1.6
        parts.append(
            box(
                round(x - side / 2),
                round(y - side / 2),
                round(side) + 1,
                round(side) + 1,
                fill=night,
            )
            + circle(x, y, radius, fill=discs[hand.pick(3)])
            + circle(x + shade, y - shade * 0.2, radius * 1.02, fill=night)
        )
    return parts


def brush(hand: Hand, inks: Palette) -> list[str]:
    """Gugak: a few strokes of a wide brush, and a seal."""
    parts = []
    for number, colour in enumerate((inks.pale, inks.main, inks.ink)):
        x, y = 300 + 130 * hand.sway(number), 310 + 130 * hand.sway(number + 4)
        radius, start, wide = hand.between(110, 250), hand.chance(), hand.between(30, 76)
        length = hand.between(0.4, 0.85)
        for hair in range(5):
            offset, reach = (hair - 2) * wide * 0.3, length * hand.between(0.8, 1.0)
            outer, inner = [], []
            for step in range(10):
                share = step / 9
                swell = wide * 0.22 * (1 - share**3) * min(1, 5 * share + 0.3)
                turn = start + reach * share
                outer.append(polar(x, y, radius + offset + swell, turn))
                inner.append(polar(x, y, radius + offset - swell, turn))
            parts.append(element("path", d=closed_curve(outer + inner[::-1]), fill=colour))
    place = f"translate({80 + hand.pick(400)} {80 + hand.pick(400)}) rotate({hand.pick(9) - 4})"
    seal = box(0, 0, 44, 44, rx=5, fill=inks.spark) + box(
        11, 11, 22, 22, fill="none", stroke=inks.ground, stroke_width=4
    )
    return [*parts, group([seal], transform=place)]


def _blur(deviation: float) -> str:
    blur = element("feGaussianBlur", stdDeviation=round(deviation))
    return element("filter", blur, id="b", x="-20%", y="-20%", width="140%", height="140%")
