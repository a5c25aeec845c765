"""Results as tables that read well on a terminal and in Markdown alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from recommendations.benchmarks.goals import goals
from recommendations.benchmarks.job import STARTER

Results = dict[str, Any]
Cells = Sequence[object]

NAMES = {
    "ours": "ours",
    "ours_first": "ours, keywords never seen before",
    "written_slow": "as written, 80 ms provider",
    "written_free": "as written, free provider",
    "floor": "floor",
}

NUMBER = re.compile(r"[\d.]+( x| ms| MB)?")

INTRODUCTION = """# Benchmarks

`make bench` measures everything below in one run, on data sets and services of its own, and
prints these tables. This page is what `{command}` wrote.

- **ours** is `POST /api/bands/recommendations/update` through every middleware, with a token.
- **as written** is `recommendations/benchmarks/as_written.py`, behind the same middleware: the
  contract read literally, with one provider call a request (a fake one on loopback), K-means with
  its defaults, three separate exact scans over vectors in default storage, and the answer's rows
  read one by one.
- **floor** is three matrix products in NumPy over all vectors in memory, and one round trip.

K-means with its defaults starts once and sometimes groups the picks poorly; then the pipeline as
written gives another list than ours, or one band twice. With ten starts, as ours has (CONTRACT
A5), it gives our list: the second table counts that.

The pipelines take turns, request by request, on the same members. In the load the web server,
the worker, PostgreSQL, Valkey and the generator share the machine; a latency counts from the
moment at which the request was due, and every answer is checked.

"""


def document(results: Results) -> str:
    """A page for the repository."""
    return INTRODUCTION.format(command=results["about"]["command"]) + tables(results)


def tables(results: Results) -> str:
    """Every table there are results for."""
    parts = [_about(results["about"])]
    if "pipeline" in results:
        parts += [_pipelines(results["pipeline"]), _agreement(results["pipeline"])]
    if "load" in results:
        parts += [_load(results["load"]), _memory(results["load"])]
    if "board" in results:
        parts.append(_boards(results["board"]))
    if met := goals(results):
        parts.append(table("Goals", ["goal", "measured", "met"], met))
    return "\n".join(parts)


def table(title: str, head: Sequence[str], rows: Sequence[Cells]) -> str:
    """A Markdown table with columns of even width; numbers to the right."""
    cells = [list(head), *([_cell(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = [_line(row, widths) for row in cells]
    rule = "|".join("-" * (width + 2) for width in widths)
    return "\n".join([f"## {title}\n", lines[0], f"|{rule}|", *lines[1:], ""])


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        cell.rjust(width) if NUMBER.fullmatch(cell) else cell.ljust(width)
        for cell, width in zip(row, widths, strict=True)
    )
    return f"| {' | '.join(padded)} |"


def _cell(value: object) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)


def _about(about: dict[str, str]) -> str:
    return "## Circumstances\n\n" + "".join(f"- {what}: {it}\n" for what, it in about.items())


def _boards(results: Results) -> str:
    kinds = ("queries", "duplicates_seconds", "figures_seconds")
    rows = [
        [data, *(each["page"][name] for name in ("p50", "p95", "worst")), *map(each.get, kinds)]
        for data, each in results.items()
    ]
    head = ["bands", "p50 ms", "p95 ms", "worst ms", "queries", "duplicates s", "slow figures s"]
    return table("The curators' board", head, rows)


def _pipelines(results: Results) -> str:
    rows = []
    for data, result in results.items():
        ours = result["latencies"]["ours"]
        for name, shown in NAMES.items():
            it = result["latencies"][name]
            ratios = [f"{it[rank] / ours[rank]:.2f} x" for rank in ("p50", "p95")]
            size = f"{result['bands']} x {result['dimensions']}"
            rows.append([_data(data), size, shown, it["p50"], it["p95"], *ratios])
    head = ["data", "bands", "pipeline", "p50 ms", "p95 ms", "p50 / ours", "p95 / ours"]
    return table(f"One update, {ours['count']} of each", head, rows)


def _data(name: str) -> str:
    return "starter catalogue" if name == STARTER else "synthetic"


def _agreement(results: Results) -> str:
    """Not of the starter: the fake provider's keywords are not those of the local model."""
    counts = ("compared", "repeats", "same", "same_again")
    rows = [
        [each["bands"], *(each["agreement"][count] for count in counts)]
        for data, each in results.items()
        if data != STARTER
    ]
    head = ["bands", "requests", "band twice", "our list", "our list, with ten starts"]
    return table("What the pipeline as written gives", head, rows)


def _load(results: Results) -> str:
    steady, hammered = results["steady"], results["hammered"]
    rows = [[f"L1: {steady['rate']}/s for {steady['seconds']:.0f} s", *_answers(steady["answers"])]]
    for how in ("as it ships", "throttles lifted"):
        for who in ("others", "hammered"):
            rows.append([f"L4, {how}: {who}", *_answers(hammered[how][who])])
    if "memory" in results:
        rows.append(["local model, new keywords", *_answers(results["memory"]["answers"])])
    head = ["load", "answers", "p50 ms", "p95 ms", "p99 ms", "worst ms", "wrong", "dropped"]
    return table("Load", head, rows)


def _answers(told: Results) -> list[object]:
    statuses = ", ".join(f"{status}: {count}" for status, count in sorted(told["statuses"].items()))
    it = told["latencies"]
    ranks = [it[rank] for rank in ("p50", "p95", "p99", "worst")]
    return [statuses, *ranks, told["wrong"], told["dropped"]]


def _memory(results: Results) -> str:
    rows = []
    for name, load in (("openai", "steady"), ("local model", "memory")):
        memory = results.get(load, {}).get("memory", {})
        for when, processes in memory.items():
            rows += [[name, when, each["rss"], each["pss"]] for each in processes]
    return table("Memory of each process, MB", ["provider", "process", "RSS", "PSS"], rows)
