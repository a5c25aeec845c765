"""What lies around a band: near ones with what they share, and the ways that led others here."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import connection

from bands.models import Band, Keyword
from embeddings.models import BandVector

SHOWN = 6
LEAST_PEOPLE = 5  # fewer could be told apart, so nothing is said of them
WAYS = 5  # keywords, and bands, that are told at most

# Of members who may come in: whose list shows the band, by what they picked; and who picked both.
WAYS_TO = """
WITH live AS (SELECT id FROM member WHERE is_active AND deleted_at IS NULL),
shown AS (
    SELECT member_id FROM band_recommend JOIN live ON live.id = member_id WHERE band_id = %(band)s
),
pickers AS (
    SELECT member_id FROM member_band JOIN live ON live.id = member_id WHERE band_id = %(band)s
),
counted AS (
    SELECT 'keyword' AS kind, keyword_id AS id, count(*) AS people
    FROM member_keyword JOIN shown USING (member_id) GROUP BY keyword_id
    UNION ALL
    SELECT 'band', band_id, count(*)
    FROM member_band JOIN shown USING (member_id) WHERE band_id <> %(band)s GROUP BY band_id
    UNION ALL
    SELECT 'both', band_id, count(*)
    FROM member_band JOIN pickers USING (member_id) WHERE band_id = ANY(%(near)s) GROUP BY band_id
)
SELECT kind, id, people FROM counted WHERE people >= %(least)s ORDER BY kind, people DESC, id
"""


@dataclass(frozen=True)
class Near:
    """A near band with what it shares.

    keywords : those that both carry
    people : how many picked both; 0 where they are too few to be told
    """

    band: Band  # loaded for cards
    similarity: float
    keywords: tuple[Keyword, ...]
    people: int


@dataclass(frozen=True)
class Ways:
    """What those picked whose lists show the band, with how many people did, most first."""

    keywords: tuple[tuple[Keyword, int], ...] = ()
    bands: tuple[tuple[Band, int], ...] = ()


@dataclass(frozen=True)
class Around:
    near: tuple[Near, ...]
    ways: Ways


@dataclass(frozen=True)
class _Counts:
    """id -> people, most first."""

    keyword: dict[int, int] = field(default_factory=dict)
    band: dict[int, int] = field(default_factory=dict)
    both: dict[int, int] = field(default_factory=dict)


def around(band: Band, *, excluded: Collection[int] = ()) -> Around:
    """`band` is loaded for cards; `excluded` are ids that the viewer does not want to see."""
    found = dict(BandVector.objects.around(band.pk, SHOWN, excluded))
    cards = Band.objects.published().filter(pk__in=found).for_cards().in_bulk() if found else {}
    counts = _count(band.pk, list(found))
    own = set(band.keywords.all())
    near = tuple(
        Near(
            cards[pk],
            similarity,
            tuple(word for word in cards[pk].keywords.all() if word in own),
            counts.both.get(pk, 0),
        )
        for pk, similarity in found.items()
        if pk in cards
    )
    return Around(near, _ways(counts, excluded))


def _count(band_id: int, near: list[int]) -> _Counts:
    counts = _Counts()
    with connection.cursor() as cursor:
        cursor.execute(WAYS_TO, {"band": band_id, "near": near, "least": LEAST_PEOPLE})
        for kind, pk, people in cursor.fetchall():
            getattr(counts, kind)[pk] = people
    return counts


def _ways(counts: _Counts, excluded: Collection[int]) -> Ways:
    words = Keyword.objects.live().in_bulk(counts.keyword) if counts.keyword else {}
    published = Band.objects.published().exclude(pk__in=excluded)
    bands = published.in_bulk(counts.band) if counts.band else {}
    keywords = [(words[pk], n) for pk, n in counts.keyword.items() if pk in words]
    picks = [(bands[pk], n) for pk, n in counts.band.items() if pk in bands]
    return Ways(tuple(keywords[:WAYS]), tuple(picks[:WAYS]))
