"""Scenes for loud music: splinters, torn paper, stripes, signals."""

from math import exp

from bands.drawing.palette import Palette
from bands.drawing.pen import (
    Hand,
    Point,
    box,
    circle,
    element,
    group,
    line,
    open_curve,
    polar,
    shape,
    turned,
)


def shards(hand: Hand, inks: Palette) -> list[str]:
    """Metal: crystals that burst from one point, each with a lit and a dark side."""
    x, y = 300 + 150 * hand.sway(1), 330 + 170 * hand.sway(2)
    count = 11 + hand.pick(7)
    parts = []
    for number in range(count):
        turn = (number + hand.between(-0.3, 0.3)) / count
        length, wide = hand.between(230, 560), hand.between(0.035, 0.075)
        tip = polar(x, y, length, turn)
        left, right = (polar(x, y, length * 0.4, turn + side) for side in (-wide, wide))
        lit = (inks.main, inks.second, inks.pale)[number % 3]
        parts.append(shape([(x, y), left, tip], fill=lit))
        parts.append(shape([(x, y), right, tip], fill=inks.spark if number == 1 else inks.deep))
    return parts


def slashes(hand: Hand, inks: Palette) -> list[str]:
    """Hardcore: beams that were whole until something went through them."""
    colours = [inks.main, inks.ink, inks.second, inks.spark, inks.deep]
    parts: list[str] = []
    x, start = -190.0, hand.pick(5)
    while x < 790:
        wide, cut = hand.between(22, 96), 300 + 90 * hand.sway(1) + hand.between(-60, 60)
        colour = colours[(start + len(parts)) % 5]
        upper = box(round(x), -200, round(wide), round(cut + 180), fill=colour)
        lower = box(round(x + 46), round(cut), round(wide), 700, fill=colour)
        parts.append(upper + lower)
        x += wide + hand.between(8, 44)
    return [group(parts, transform=turned(24 + 30 * hand.sway(2)))]


def torn(hand: Hand, inks: Palette) -> list[str]:
    """Punk: posters torn off and pasted over one another, crooked."""
    colours = [inks.main, inks.ink, inks.second, inks.spark, inks.deep]
    start, strips = hand.pick(5), []
    for number in range(5):
        top = 30 + number * 112 + 26 * hand.sway(number)
        high = hand.between(60, 150)
        upper = [(x, top + hand.between(-20, 20)) for x in range(-90, 700, 45)]
        lower = [(x, top + high + hand.between(-20, 20)) for x in range(690, -100, -45)]
        strips.append(shape(upper + lower, fill=colours[(start + number) % 5]))
    dots = [
        circle(x, y, 10 * (1 - (x + y) / 700))
        for x in range(0, 420, 28)
        for y in range(0, 420, 28)
        if x + y < 450
    ]
    place = f"translate({hand.pick(300)} {hand.pick(340)})"
    return [
        group(strips, transform=turned(26 * hand.sway(6))),
        group(dots, transform=place, fill=inks.ground),
    ]


def zigzags(hand: Hand, inks: Palette) -> list[str]:
    """Garage: one riff, scratched again and again."""
    colours = [inks.deep, inks.main, inks.second, inks.ink, inks.spark]
    parts = []
    for number, colour in enumerate(colours):
        height, step = hand.between(60, 150), hand.between(60, 130)
        base = 110 + number * 96 + 24 * hand.sway(number)
        points: list[Point] = [
            (-120 + step * n, base + (height if n % 2 else -height) * hand.between(0.55, 1))
            for n in range(int(860 / step) + 1)
        ]
        parts.append(line(points, stroke=colour, stroke_width=round(hand.between(12, 58))))
    return [group(parts, fill="none", transform=turned(40 * hand.sway(7)))]


def rays(hand: Hand, inks: Palette) -> list[str]:
    """Hard rock: the light at the edge of the stage."""
    x, y = 300 + 240 * hand.sway(1), 400 + 220 * hand.sway(2)
    count, skew = 10 + 2 * hand.pick(8), hand.chance()
    parts = [
        shape(
            [
                (x, y),
                polar(x, y, 990, n / count + skew),
                polar(x, y, 990, (n + 0.5) / count + skew),
            ],
            fill=inks.main if n % 2 else inks.second,
        )
        for n in range(count)
    ]
    radius, hoops = hand.between(110, 230), [inks.deep, inks.spark, inks.main, inks.ink]
    shares = (1, hand.between(0.68, 0.86), hand.between(0.4, 0.6), hand.between(0.1, 0.3))
    return [
        *parts,
        *(circle(x, y, radius * s, fill=c) for s, c in zip(shares, hoops, strict=True)),
    ]


def stripes(hand: Hand, inks: Palette) -> list[str]:
    """Blues and rock and roll: a road of stripes that takes two bends."""
    colours = [inks.main, inks.second, inks.spark, inks.deep, inks.pale]
    count, wide = 4 + hand.pick(2), round(hand.between(34, 62))
    x, y = 130 + 110 * hand.sway(1), 260 + 90 * hand.sway(2)
    first, second = hand.between(30, 90), hand.between(20, 80)
    below, parts = y + hand.between(30, 160), []
    for number in range(count):
        one, two = first + number * wide, second + (count - 1 - number) * wide
        path = (
            f"M-400 {y - one:.0f}H{x:.0f}A{one:.0f} {one:.0f} 0 0 1 {x + one:.0f} {y:.0f}"
            f"V{below:.0f}A{two:.0f} {two:.0f} 0 0 0 {x + one + two:.0f} {below + two:.0f}H1000"
        )
        parts.append(element("path", d=path, stroke=colours[number]))
    spin = turned(90 * hand.pick(4) + 45 * hand.pick(2))
    return [group(parts, fill="none", stroke_width=wide, transform=spin)]


def pulses(hand: Hand, inks: Palette) -> list[str]:
    """Post-punk: one signal, line under line, never twice the same."""
    humps = [(300 + 170 * hand.sway(n), hand.between(24, 80)) for n in range(3)]
    special, parts = 3 + hand.pick(11), []
    for number in range(16):
        base = 130 + number * 29
        tall = [hand.between(0, 74) for _ in humps]
        points = [
            (
                x,
                base
                - hand.between(0, 7)
                - sum(
                    t * exp(-(((x - c) / w) ** 2)) for t, (c, w) in zip(tall, humps, strict=True)
                ),
            )
            for x in range(-40, 661, 35)
        ]
        colour = inks.spark if number == special else inks.ink
        path = open_curve(points) + "V700H-40Z"
        parts.append(element("path", d=path, fill=inks.ground, stroke=colour))
    disc = circle(300 + 140 * hand.sway(4), 190 + 60 * hand.sway(5), 130, fill=inks.main)
    return [disc, group(parts, stroke_width=3)]


def rain(hand: Hand, inks: Palette) -> list[str]:
    """Emo: it rains on the one lamp that is still lit."""
    colours, lean = [inks.ink, inks.second, inks.main], 40 + 40 * hand.sway(1)
    drops = [
        line(
            [(x, y), (x - lean * share, y + 130 * share)],
            stroke=colours[hand.pick(3)],
            stroke_width=2 + hand.pick(5),
        )
        for x, y, share in (
            (hand.between(-10, 680), hand.between(-60, 520), hand.between(0.3, 1))
            for _ in range(70)
        )
    ]
    x, y, radius = 300 + 150 * hand.sway(2), 350 + 90 * hand.sway(3), hand.between(90, 150)
    halo = [circle(x, y, radius * share, fill=inks.pale, opacity=0.5) for share in (1.7, 1.3)]
    lamp = circle(x, y, radius, fill=inks.spark)
    return [*halo, lamp, group(drops, stroke_linecap="round")]


def grooves(hand: Hand, inks: Palette) -> list[str]:
    """Alternative: a record that was sawn through and put back wrongly."""
    colours = [inks.ink, inks.main, inks.second, inks.deep, inks.spark]
    steps, wide = 6 + hand.pick(3), round(hand.between(34, 46))
    slip, start, parts = wide * (1 + hand.pick(4)), hand.pick(5), []
    for number in range(steps, 0, -1):
        radius, colour = number * wide, colours[(start + number) % 5]
        for sweep, shift in ((0, -slip // 2), (1, slip // 2)):
            top, foot = 300 - radius + shift, 300 + radius + shift
            path = f"M300 {top}A{radius} {radius} 0 0 {sweep} 300 {foot}Z"
            parts.append(element("path", d=path, fill=colour))
    return [
        group(parts, transform=turned(15 * hand.pick(24), 90 * hand.sway(1), 90 * hand.sway(2)))
    ]
