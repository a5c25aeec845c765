"""One part of a run: `python -m recommendations.benchmarks.stage NAME JOB RESULT`.

Each part is a process, because a data set is a database, and settings are read once.
"""

import json
import sys
from pathlib import Path

import django

from recommendations.benchmarks.job import Job


def main() -> None:
    name, job, result = sys.argv[1:]
    django.setup()
    from recommendations.benchmarks import board, building, load, pipeline

    stages = {
        "build": building.build,
        "pipeline": pipeline.measure,
        "steady": load.steady,
        "hammered": load.hammered,
        "memory": load.memory,
        "board": board.measure,
    }
    Path(result).write_text(json.dumps(stages[name](Job.from_json(job))))


if __name__ == "__main__":
    main()
