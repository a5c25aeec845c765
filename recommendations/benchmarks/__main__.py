"""`python -m recommendations.benchmarks`: measure everything in one run and print one report."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from recommendations.benchmarks import throwaway
from recommendations.benchmarks.job import FULL, QUICK, STARTER, TINY, Job, Scale
from recommendations.benchmarks.machine import circumstances
from recommendations.benchmarks.report import document, tables

BANDS = (5000, 20_000)
STARTER_MEMBERS = 200
STAGE_SECONDS = 900
SLOW_TO_BUILD = {"DB_STATEMENT_TIMEOUT_MS": "600000"}

Results = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    busy = os.getloadavg()[0]
    with throwaway.services() as services:
        results = Run(options, services).results()
        results["about"] = circumstances(arguments, services.versions(), busy)
    print(tables(results))
    if options.write:
        options.write.write_text(document(results))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m recommendations.benchmarks")
    scale = parser.add_mutually_exclusive_group()
    scale.add_argument("--quick", action="store_true", help="fewer requests, shorter loads")
    scale.add_argument("--tiny", action="store_true", help="only to see that every part runs")
    parser.add_argument("--only", choices=("pipeline", "load", "board"), help="one part of it")
    parser.add_argument(
        "--bands",
        type=int,
        action="append",
        help="size of a synthetic data set; may be repeated; the load meets the first",
    )
    parser.add_argument("--without-starter", action="store_true", help="synthetic bands only")
    parser.add_argument("--write", type=Path, metavar="docs/benchmarks.md", help="keep the report")
    options = parser.parse_args(arguments)
    options.scale, bands = _scale(options)
    options.bands = options.bands or bands
    return options


def _scale(options: argparse.Namespace) -> tuple[Scale, Sequence[int]]:
    """How much of everything, and the sizes of the synthetic data sets."""
    if options.tiny:
        return TINY, (240,)
    return (QUICK, BANDS[:1]) if options.quick else (FULL, BANDS)


class Run:
    """The parts, one after another, so that each has the machine to itself."""

    def __init__(self, options: argparse.Namespace, services: throwaway.Services) -> None:
        self.options, self.services = options, services

    def results(self) -> Results:
        steps: dict[str, Callable[[], Any]] = {
            "pipeline": self._pipelines,
            "load": self._loads,
            "board": self._boards,
        }
        return {name: step() for name, step in steps.items() if self.options.only in (None, name)}

    def _pipelines(self) -> dict[str, Any]:
        return {data: self._stage("pipeline", data) for data in self._data()}

    def _loads(self) -> dict[str, Any]:
        first = str(self.options.bands[0])
        measured = {name: self._stage(name, first) for name in ("steady", "hammered")}
        if not self.options.without_starter:
            measured["memory"] = self._stage("memory", STARTER)
        return measured

    def _boards(self) -> dict[str, Any]:
        return {str(count): self._stage("board", str(count)) for count in self.options.bands}

    def _data(self) -> list[str]:
        starter = [] if self.options.without_starter else [STARTER]
        return starter + [str(count) for count in self.options.bands]

    def _stage(self, name: str, data: str) -> Any:
        if self.services.make_database(data):
            self._measured("build", data, SLOW_TO_BUILD)
        return self._measured(name, data, {})

    def _measured(self, name: str, data: str, more: dict[str, str]) -> Any:
        print(f"… {name}, {data}", file=sys.stderr, flush=True)
        job, result = self._job(data), self.services.folder / "result.json"
        environment = self.services.environment_for(job) | more
        throwaway.run_stage(
            name, job, environment=environment, result=result, seconds=STAGE_SECONDS
        )
        return json.loads(result.read_text())

    def _job(self, data: str) -> Job:
        scale = self.options.scale
        if data == STARTER:
            scale = replace(scale, members=min(scale.members, STARTER_MEMBERS))
        return Job(data, self.services.slow_provider, self.services.free_provider, scale)


if __name__ == "__main__":
    main()
