"""Golden pairs come from a file once, and are then the curators' own."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from bands.models import Band
from embeddings.golden.models import GoldenPair
from embeddings.golden.querysets import GoldenPairQuerySet
from embeddings.golden.scoring import Score, score_pairs
from embeddings.models import BandVector

LONGEST_WHY = GoldenPair._meta.get_field("why").max_length


@dataclass(frozen=True)
class FilePair:
    """One line: two bands by their keys."""

    line: int
    a: str
    b: str
    near: bool
    why: str = ""


@dataclass
class LoadReport:
    created: int = 0
    known: int = 0
    errors: list[tuple[int, str]] = field(default_factory=list)  # line, what is wrong with it


def score_space(space_id: int) -> Score:
    """How the active pairs fare in a space; the pairs' keys are band ids."""
    live = Band.objects.live().values_list("pk", flat=True)
    vectors = BandVector.objects.arrays(space_id, live)
    return score_pairs(vectors, GoldenPair.objects.active().as_pairs())


def activate_pairs(*, pairs: GoldenPairQuerySet, active: bool) -> int:
    return pairs.exclude(is_active=active).update(is_active=active)


@transaction.atomic
def load_pairs(*, text: str) -> LoadReport:
    """Add the pairs of a JSON Lines text that are not known yet.

    A known pair stays as the curators left it, also when they took it away, so loading twice
    changes nothing. A line that cannot be used is reported and costs only itself.
    """
    report = LoadReport()
    pairs = list(_read(text, report))
    ids = dict(
        Band.objects.filter(key__in={key for pair in pairs for key in (pair.a, pair.b)})
        .order_by("pk")
        .values_list("key", "pk")
    )
    rows = list(_rows(pairs, ids, report))
    known = {frozenset(pair) for pair in GoldenPair.objects.values_list("band_a_id", "band_b_id")}
    fresh = [row for row in rows if frozenset((row.band_a_id, row.band_b_id)) not in known]
    GoldenPair.objects.bulk_create(fresh, ignore_conflicts=True)
    report.created, report.known = len(fresh), len(rows) - len(fresh)
    report.errors.sort()
    return report


def _read(text: str, report: LoadReport) -> Iterator[FilePair]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield _pair(number, json.loads(line))
        except (ValueError, TypeError):
            wanted = '{"a": "…", "b": "…", "near": true, "why": "…"}'
            report.errors.append((number, _("이런 줄이어야 합니다: %s") % wanted))


def _pair(line: int, said: dict) -> FilePair:
    pair = FilePair(line, **said)
    is_well_typed = all(isinstance(word, str) for word in (pair.a, pair.b, pair.why))
    if not is_well_typed or not isinstance(pair.near, bool) or len(pair.why) > LONGEST_WHY:
        raise ValueError
    return pair


def _rows(
    pairs: Iterable[FilePair], ids: dict[str, int], report: LoadReport
) -> Iterator[GoldenPair]:
    seen = set()
    for pair in pairs:
        unknown = [key for key in (pair.a, pair.b) if key not in ids]
        both = frozenset((pair.a, pair.b))
        if unknown:
            report.errors.append((pair.line, _("모르는 밴드입니다: %s") % ", ".join(unknown)))
        elif len(both) == 1 or both in seen:
            report.errors.append((pair.line, _("같은 짝이 두 번 있거나 한 밴드의 짝입니다.")))
        else:
            seen.add(both)
            yield GoldenPair(
                band_a_id=ids[pair.a], band_b_id=ids[pair.b], is_near=pair.near, why=pair.why
            )
