"""What was asked for, and whether a run has met it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

FASTER_THAN_SLOW = 5.0
FASTER_THAN_FREE = 2.0
LOAD_P95, LOAD_P99, NEIGHBOUR_P95 = 150.0, 300.0, 300.0  # ms; RELIABILITY L1, L4
WEB_MB = 250.0
BOARD_P95 = 300.0  # ms
REFUSALS = {"200", "409", "429"}  # what the one who hammers may be told
BANDS = 5000

Results = dict[str, Any]
Goal = tuple[str, str, str]


def goals(results: Results) -> list[Goal]:
    """(goal, measured, yes or NO) for all that the run has measured."""
    return [
        *_speed(results.get("pipeline", {})),
        *_load(results.get("load", {})),
        *_board(results.get("board", {})),
    ]


def _board(results: Results) -> Iterator[Goal]:
    for bands, each in results.items():
        worst = each["page"]["p95"]
        verdict = "yes" if worst < BOARD_P95 else "NO"
        yield f"board at {bands} bands p95 < {BOARD_P95:.0f} ms", f"{worst:.1f} ms", verdict


def _speed(results: Results) -> Iterator[Goal]:
    for each in results.values():
        if each["bands"] != BANDS:
            continue
        figures = each["latencies"]
        for name, least in (("slow", FASTER_THAN_SLOW), ("free", FASTER_THAN_FREE)):
            ratio = figures[f"written_{name}"]["p50"] / figures["ours"]["p50"]
            goal = f"p50 at {BANDS} bands, {name} provider: at least {least:.0f} x faster"
            yield goal, f"{ratio:.2f} x", _met(ratio >= least)


def _load(results: Results) -> Iterator[Goal]:
    if not results:
        return
    yield from _steady(results["steady"])
    for how in ("as it ships", "throttles lifted"):
        yield from _hammered(how, results["hammered"][how])
    for provider, load in (("openai", "steady"), ("local model", "memory")):
        if load in results:
            most = max(each["rss"] for each in results[load]["memory"]["web after"])
            goal = f"a web process, {provider}: at most {WEB_MB:.0f} MB"
            yield goal, f"{most:.0f} MB", _met(most <= WEB_MB)


def _steady(steady: Results) -> Iterator[Goal]:
    answers = steady["answers"]
    bad = _errors(answers, {"200"})
    wanted = round(steady["rate"] * steady["seconds"])
    yield "L1: every answer 200 with five", f"{wanted - bad} of {wanted}", _met(not bad)
    for rank, most in (("p95", LOAD_P95), ("p99", LOAD_P99)):
        value = answers["latencies"][rank]
        yield f"L1: {rank} at most {most:.0f} ms", f"{value:.0f} ms", _met(value <= most)


def _hammered(how: str, result: Results) -> Iterator[Goal]:
    others, value = result["others"], result["others"]["latencies"]["p95"]
    bad = _errors(others, {"200"})
    yield f"L4, {how}: no error for others", f"{bad} errors", _met(not bad)
    yield (
        f"L4, {how}: others' p95 at most {NEIGHBOUR_P95:.0f} ms",
        f"{value:.0f} ms",
        _met(value <= NEIGHBOUR_P95),
    )
    broken = _errors(result["hammered"], REFUSALS)
    yield f"L4, {how}: the hammer meets only 200, 409, 429", f"{broken} others", _met(not broken)


def _errors(answers: Results, allowed: set[str]) -> int:
    refused = sum(n for status, n in answers["statuses"].items() if status not in allowed)
    return refused + answers["wrong"] + answers["dropped"]


def _met(condition: bool) -> str:
    return "yes" if condition else "NO"
