"""Fill an empty, migrated database with a data set and its members."""

import uuid
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.utils.timezone import now
from pgvector.psycopg import register_vector

from bands.models import Band, BandDescription, Facet, Keyword
from embeddings.models import EmbeddingSpace
from members.models import Member, MemberBand, MemberKeyword
from recommendations.benchmarks import as_written, sentences, synthetic
from recommendations.benchmarks.job import Job, Scale

WORDS = 60

Columns = dict[str, str]  # name -> type

BAND: Columns = {
    "id": "int8", "key": "varchar", "name": "varchar", "kind": "varchar",
    "image_url": "varchar", "is_published": "bool",
}  # fmt: skip
BAND_NAME: Columns = {
    "band_id": "int8", "text": "varchar", "is_primary": "bool",
    "folded": "varchar", "jamo": "varchar", "initials": "varchar",
}  # fmt: skip
BAND_KEYWORD: Columns = {"band_id": "int8", "keyword_id": "int8"}
TOP_TRACK: Columns = {"band_id": "int8", "title": "varchar", "external_url": "varchar"}
DESCRIPTION: Columns = {
    "band_id": "int8", "text": "text", "text_en": "text",
    "text_version": "int8", "updated_at": "timestamptz",
}  # fmt: skip
BAND_VECTOR: Columns = {
    "space_id": "int8", "band_id": "int8", "dimensions": "int4",
    "fingerprint": "varchar", "text_version": "int8", "vector": "vector",
}  # fmt: skip


def build(job: Job) -> None:
    """The data set, its members, and what each pipeline needs stored beforehand."""
    if job.is_starter:
        call_command("import_catalogue", starter=True, stdout=StringIO())
        call_command("embed", stdout=StringIO())
        make_members(job.scale, clusters=1)
        sentences.embed_here()
    else:
        make_bands(int(job.data), job.scale)
        make_members(job.scale, clusters=job.scale.clusters)
        sentences.store_answers_of(job.free_provider)
    as_written.make_tables()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")  # or the disk would still be busy with it under the load


def make_bands(count: int, scale: Scale) -> None:
    """`count` bands with a name, a text, keywords, perhaps a track, and a vector."""
    space = EmbeddingSpace.objects.create(
        name="synthetic", provider="openai", model=as_written.MODEL,
        dimensions=scale.dimensions, status="active", activated_at=now(),
    )  # fmt: skip
    words = _make_words()
    ids = range(1, count + 1)
    names = [(pk, f"band-{pk:05}") for pk in ids]
    _copy("band", BAND, ((pk, name, name, "band", "", True) for pk, name in names))
    _copy("band_name", BAND_NAME, ((pk, name, True, name, name, name) for pk, name in names))
    chosen = [(pk, words[(pk * 7 + nth * 11) % WORDS]) for pk in ids for nth in range(3)]
    _copy("band_keyword", BAND_KEYWORD, chosen)
    _copy("top_track", TOP_TRACK, ((pk, f"track {pk}", "") for pk in ids if pk % 5))
    text = "기타가 앞에 서고 목소리는 뒤에서 낮게 깔린다. " * 6
    _copy("band_description", DESCRIPTION, ((pk, f"{text}{pk}", "", 0, now()) for pk in ids))
    _copy("band_vector", BAND_VECTOR, _vector_rows(space, count, scale))


def make_members(scale: Scale, *, clusters: int) -> None:
    bands = list(Band.objects.order_by("id").values_list("id", flat=True))
    words = list(Keyword.objects.order_by("id").values_list("id", flat=True))
    picks = synthetic.tastes(scale.members, len(bands), clusters, scale.picks)
    chosen = synthetic.words(scale.members, len(words), scale.keywords)
    people = Member.objects.bulk_create(_member(number) for number in range(scale.members))
    MemberBand.objects.bulk_create(
        MemberBand(member=member, band_id=bands[row])
        for member, rows in zip(people, picks, strict=True)
        for row in rows
    )
    MemberKeyword.objects.bulk_create(
        MemberKeyword(member=member, keyword_id=words[number])
        for member, numbers in zip(people, chosen, strict=True)
        for number in numbers
    )


def _member(number: int) -> Member:
    name = f"member-{number:04}"
    email = f"{name}@example.org"
    return Member(username=name, email=email, password="!", external_id=uuid.uuid4())  # noqa: S106


def _make_words() -> list[int]:
    facets = [Facet.values[number % len(Facet.values)] for number in range(WORDS)]
    rows = (Keyword(keyword=f"낱말{number:02}", facet=facet) for number, facet in enumerate(facets))
    return [word.pk for word in Keyword.objects.bulk_create(rows)]


def _vector_rows(space: EmbeddingSpace, count: int, scale: Scale) -> Iterable[tuple[Any, ...]]:
    """Asks for the texts' versions at once: nothing may be asked while a COPY runs."""
    texts = BandDescription.objects.order_by("band_id")
    versions = list(texts.values_list("band_id", "text_version"))
    vectors = synthetic.clustered(count, scale.dimensions, scale.clusters)
    return (
        (space.pk, pk, scale.dimensions, "0" * 64, version, vector)
        for (pk, version), vector in zip(versions, vectors, strict=True)
    )


def _copy(table: str, columns: Columns, rows: Iterable[Sequence[Any]]) -> None:
    """Binary COPY: a matrix of 20,000 x 1536 takes seconds."""
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN WITH (FORMAT BINARY)"
    with connection.cursor() as cursor:
        register_vector(connection.connection)
        with cursor.copy(statement) as copy:
            copy.set_types(list(columns.values()))
            for row in rows:
                copy.write_row(row)
