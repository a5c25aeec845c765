"""Scenes for bright music: suns, flowers, paper, strings in motion."""

from math import pi, sin

from bands.drawing.palette import Palette
from bands.drawing.pen import (
    Hand,
    circle,
    closed_curve,
    element,
    group,
    open_curve,
    polar,
    turned,
)


def sun(hand: Hand, inks: Palette) -> list[str]:
    """City pop and surf: a low sun over water."""
    x, y = 300 + 150 * hand.sway(1), 260 + 60 * hand.sway(2)
    parts = [circle(x, y, 150 + 40 * hand.sway(3), fill=inks.spark)]
    high = 22 + 14 * hand.sway(4)
    for number in range(6):
        top, shift = 330 + number * 48, hand.between(0, 120)
        crest = [
            (step - shift, top + (high if step // 60 % 2 else -high))
            for step in range(-60, 841, 60)
        ]
        colour = (inks.main, inks.second, inks.pale, inks.deep)[number % 4]
        parts.append(element("path", d=open_curve(crest) + "V700H-200Z", fill=colour))
    return parts


def swirl(hand: Hand, inks: Palette) -> list[str]:
    """Psychedelia: a flower that turns as it opens."""
    x, y = 300 + 130 * hand.sway(1), 300 + 130 * hand.sway(2)
    lobes, twist = 2 + hand.pick(6), 0.04 * hand.sway(3)
    deep, apart = 0.08 + 0.1 * abs(hand.sway(4)), round(hand.between(28, 52))
    colours = [inks.main, inks.second, inks.deep, inks.spark, inks.pale]
    parts = []
    for number in range(12, 0, -1):
        radius = apart * number
        ring = [
            polar(
                x,
                y,
                radius * (1 + deep * sin(2 * pi * lobes * step / 28)),
                step / 28 + twist * number,
            )
            for step in range(28)
        ]
        parts.append(element("path", d=closed_curve(ring), fill=colours[number % 5]))
    return parts


def orbits(hand: Hand, inks: Palette) -> list[str]:
    """Progressive rock: a system with more moons than it needs."""
    x, y = 300 + 90 * hand.sway(1), 300 + 90 * hand.sway(2)
    count, flat = 9 + hand.pick(8), hand.between(0.25, 0.55)
    size = hand.between(210, 320)
    loops = [
        element("ellipse", rx=size, ry=size * flat, transform=f"rotate({round(180 * n / count)})")
        for n in range(count)
    ]
    moons = [
        circle(*polar(0, 0, hand.between(120, 300), hand.chance()), hand.between(10, 40), fill=ink)
        for ink in (inks.second, inks.spark, inks.pale, inks.deep)
    ]
    core = circle(0, 0, size * 0.42, fill=inks.main)
    thin = group(loops, fill="none", stroke=inks.ink, stroke_width=2.5)
    return [group([core, thin, *moons], transform=f"translate({round(x)} {round(y)})")]


def cutouts(hand: Hand, inks: Palette) -> list[str]:
    """Indie pop: shapes cut out of coloured paper."""
    colours = [inks.main, inks.second, inks.spark, inks.deep, inks.pale]
    start, parts = hand.pick(5), []
    for number in range(9):
        x, y = 100 + 200 * (number % 3) + hand.between(-46, 46), 100 + 200 * (number // 3)
        size, lobes, skew = hand.between(56, 104), 2 + hand.pick(4), hand.chance()
        blob = [
            polar(
                x,
                y,
                size * (1 + 0.42 * sin(2 * pi * lobes * step / 18)) * hand.between(0.85, 1.08),
                step / 18 + skew,
            )
            for step in range(18)
        ]
        colour = colours[(start + number * 2) % 5]
        parts.append(element("path", d=closed_curve(blob), fill=colour))
    return parts


def petals(hand: Hand, inks: Palette) -> list[str]:
    """Guitar pop: flowers on a summer dress."""
    parts = []
    for number, colour in enumerate((inks.main, inks.second, inks.main, inks.pale, inks.second)):
        x, y = polar(300, 300, 150 + 90 * hand.sway(number), number / 5 + 0.1 * hand.chance())
        count, size = 5 + hand.pick(5), hand.between(70, 165)
        leaf = f"M0 0C{size * 0.5:.0f} {-size * 0.4:.0f} {size * 0.4:.0f} {-size:.0f} 0 {-size:.0f}"
        leaf += f"C{-size * 0.4:.0f} {-size:.0f} {-size * 0.5:.0f} {-size * 0.4:.0f} 0 0"
        crown = [
            element("path", d=leaf, transform=f"rotate({round(360 * n / count)})")
            for n in range(count)
        ]
        heart = circle(0, 0, size * 0.24, fill=inks.spark if number % 2 else inks.deep)
        place = f"translate({round(x)} {round(y)}) rotate({hand.pick(60)})"
        parts.append(group([group(crown, fill=colour), heart], transform=place))
    return parts


def strings(hand: Hand, inks: Palette) -> list[str]:
    """Modern rock: strings in motion, from one chord to the next."""
    ends = [[hand.between(-80, 680) for _ in range(4)] for _ in range(2)]
    disc = circle(
        300 + 170 * hand.sway(1), 300 + 170 * hand.sway(2), hand.between(80, 190), fill=inks.second
    )
    count, rare, parts = 14 + hand.pick(14), 3 + hand.pick(4), []
    for number in range(count):
        share = number / (count - 1)
        a, b, c, d = (round(one + share * (other - one)) for one, other in zip(*ends, strict=True))
        colour = inks.main if number % rare else inks.spark
        parts.append(element("path", d=f"M-160 {a}C160 {b} 440 {c} 760 {d}", stroke=colour))
    bundle = group(parts, fill="none", stroke_width=8 + 5 * hand.sway(5))
    return [group([disc, bundle], transform=turned(90 * hand.pick(2) + 30 * hand.sway(6)))]
