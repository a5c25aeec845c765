"""The utterances with known answers, judged by what the starter catalogue says alone.

Each line of `utterances.jsonl` is one of them: `text`; `bands`, the named ones by catalogue key
with the attitude to each; `wanted`, `unwanted` and `maybe`, keywords that must, must be negative,
and may be understood; `unmet`, why something cannot be met; `way`, by hand or by template.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("utterances.jsonl")
PARTS = 3  # one of them is the test part


@dataclass(frozen=True)
class Utterance:
    text: str
    way: str
    bands: dict[str, str] = field(default_factory=dict)
    wanted: frozenset[str] = frozenset()
    unwanted: frozenset[str] = frozenset()
    maybe: frozenset[str] = frozenset()
    unmet: frozenset[str] = frozenset()

    @property
    def is_test(self) -> bool:
        """By a hash of the text, so that nobody chooses what is not looked at while tuning."""
        return int(hashlib.sha256(self.text.encode()).hexdigest(), 16) % PARTS == 0


def load(path: Path = FILE) -> list[Utterance]:
    return [_read(json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def _read(row: dict[str, Any]) -> Utterance:
    words: dict[str, Iterable[str]] = {
        name: row.get(name, ()) for name in ("wanted", "unwanted", "maybe", "unmet")
    }
    return Utterance(
        text=row["text"],
        way=row["way"],
        bands=row.get("bands", {}),
        **{name: frozenset(given) for name, given in words.items()},
    )
