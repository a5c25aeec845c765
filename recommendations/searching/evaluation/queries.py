"""The queries whose answers are known, decided by what the starter catalogue says alone.

Each line of `queries.tsv` is one: its kind, the query, the accepted bands by catalogue key, and
why: the keywords that all of them and nobody else carry, or words of their texts.
"""

from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("queries.tsv")
BY_NAME = ("name", "alias", "initials", "romanised", "typo")
BY_MEANING = ("keywords", "sentence")


@dataclass(frozen=True)
class Query:
    kind: str
    text: str
    accepted: frozenset[str]
    why: str


def load(path: Path = FILE) -> list[Query]:
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]
    return [Query(kind, text, frozenset(keys.split(" ")), why) for kind, text, keys, why in rows]
