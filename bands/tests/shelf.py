"""A small catalogue for tests, made through the same doors as a real one."""

import json
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection
from django.utils.timezone import now

from bands import catalogue_file
from bands.catalogue_import import ImportReport, import_catalogue, import_keywords
from bands.models import Band

WORDS = {"포크": "genre", "슈게이징": "genre", "따뜻한": "mood", "몽환적인": "mood", "밤": "season"}
ACT = {
    "key": "silica-gel",
    "name": "실리카겔",
    "aliases": ["Silica Gel", "실리카 겔"],
    "kind": "band",
    "description": "소리가 벽처럼 밀려온다.",
    "description_en": "Walls of sound.",
    "keywords": ["슈게이징", "몽환적인"],
    "track": "NO PAIN",
}


def lines(*records: Any) -> bytes:
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in records).encode()


def know_words() -> None:
    words = [{"keyword": word, "facet": facet} for word, facet in WORDS.items()]
    import_keywords(catalogue_file.read_words(lines(*words)), dry_run=False)


def load(*acts: dict[str, Any], dry_run: bool = False) -> ImportReport:
    know_words()
    rows = catalogue_file.read_acts(lines(*acts), form="jsonl")
    return import_catalogue(rows, dry_run=dry_run, now=now())


def shelve(name: str, *aliases: str, **fields: Any) -> Band:
    """A published band of this name."""
    key = fields.pop("key", f"b{Band.objects.count()}")
    report = load({"key": key, "name": name, "aliases": list(aliases)} | fields)
    assert not report.errors
    return Band.objects.get(key=key)


def load_starter() -> None:
    words = catalogue_file.read_words(catalogue_file.VOCABULARY.read_bytes())
    import_keywords(words, dry_run=False)
    rows = catalogue_file.read_acts(catalogue_file.STARTER.read_bytes(), form="jsonl")
    report = import_catalogue(rows, dry_run=False, now=now())
    assert not report.errors
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE band_name")


def make_curator(username: str, **columns: Any) -> Any:
    people = get_user_model().objects
    return people.create_user(username, f"{username}@example.org", "pw", is_staff=True, **columns)
