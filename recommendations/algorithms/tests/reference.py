"""A slow second opinion on V1 to V3: plain loops over floats, written apart from the code."""

import math
from dataclasses import dataclass

import numpy as np
from sklearn.cluster import KMeans
from threadpoolctl import threadpool_limits

Point = list[float]


@dataclass
class Answer:
    name: str
    hits: list[tuple[int, float, int, str]]  # id, score, group, slot
    groups: list[list[int]]
    because: list[int | None]


def dot(a: Point, b: Point) -> float:
    return math.fsum(x * y for x, y in zip(a, b, strict=True))


def normal(a: Point) -> Point:
    size = math.sqrt(dot(a, a))
    return [x / size for x in a]


def middle(points: list[Point]) -> Point:
    total = [math.fsum(column) for column in zip(*points, strict=True)]
    if math.sqrt(dot(total, total)) / len(points) < 1e-6:
        return points[0]
    return normal(total)


def steer(a: Point, keyword: Point | None) -> Point:
    if keyword is None:
        return a
    similarity = max(-1.0, min(1.0, dot(a, keyword)))
    t = min(0.40, max(0.05, 0.25 * (1.2 - 0.5 * similarity)))
    theta = math.acos(similarity)
    if math.sin(theta) < 1e-6:
        return a
    near, far = math.sin((1 - t) * theta), math.sin(t * theta)
    return normal([(near * x + far * y) / math.sin(theta) for x, y in zip(a, keyword, strict=True)])


def partition(points: list[Point]) -> list[list[int]]:
    count = min(3, len({tuple(point) for point in points}))
    with threadpool_limits(1):
        fit = KMeans(count, random_state=42, n_init=10).fit(np.array(points))
    return [[i for i, label in enumerate(fit.labels_) if label == k] for k in range(count)]


def ordered(bands: dict[int, Point], query: Point) -> list[tuple[float, int]]:
    return sorted((-dot(point, query), band_id) for band_id, point in bands.items())


def pick_five(bands: dict[int, Point], queries: list[Point]) -> list[tuple[int, float, int, str]]:
    lists = [ordered(bands, query) for query in queries]
    firsts, seconds, gone = [], [], set()
    for group, ranked in enumerate(lists):
        free = [(score, band_id) for score, band_id in ranked if band_id not in gone]
        for place, (score, band_id) in zip((firsts, seconds), free, strict=False):
            place.append((score, band_id, group))
            gone.add(band_id)
    out = [(*x, "first") for x in firsts] + [
        (*x, "second") for x in sorted(seconds)[: 5 - len(firsts)]
    ]
    while len(out) < min(5, len(bands)):
        used = {x[1] for x in out}
        rest = [
            (score, band_id, group)
            for group, ranked in enumerate(lists)
            for score, band_id in ranked
            if band_id not in used
        ]
        out.append((*min(rest), "fill"))
    return [(band_id, -score, group, slot) for score, band_id, group, slot in sorted(out)]


def score_without(
    gone: int, group: list[int], picks: dict[int, Point], keyword: Point | None, band: Point
) -> float:
    """The band's score had the pick never been in the group; -inf when no pick is left."""
    left = [picks[band_id] for band_id in group if band_id != gone]
    return dot(band, steer(middle(left), keyword)) if left else -math.inf


def carrier(group: list[int], picks: dict[int, Point], keyword: Point | None, band: Point) -> int:
    return min(group, key=lambda gone: (score_without(gone, group, picks, keyword, band), gone))


def recommend(
    name: str, picks: dict[int, Point], keyword: Point | None, bands: dict[int, Point]
) -> Answer:
    ids = sorted(picks)
    points = [normal(picks[band_id]) for band_id in ids]
    keyword = None if keyword is None or name == "v1" else normal(keyword)
    if name == "v3" and len({tuple(point) for point in points}) < 3:
        name = "v2"
    in_groups = name in ("v3", "ours")
    parts = partition(points) if in_groups else [list(range(len(ids)))]
    queries = [steer(middle([points[i] for i in part]), keyword) for part in parts]
    eligible = {i: normal(point) for i, point in bands.items() if i not in picks}
    if in_groups:
        hits = pick_five(eligible, queries)
    else:
        hits = [(i, -score, 0, "best") for score, i in ordered(eligible, queries[0])[:3]]
    groups = [[ids[i] for i in part] for part in parts]
    exact = dict(zip(ids, points, strict=True))
    because = [carrier(groups[hit[2]], exact, keyword, eligible[hit[0]]) for hit in hits]
    return Answer(name, hits, groups, because)
