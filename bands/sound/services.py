"""Bring features in from a file, and find who sounds near."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _

from bands.catalogue_fields import BadRow
from bands.models import Band
from bands.sound.features import FEATURES, nearest, scaled
from bands.sound.models import TrackFeatures
from bands.transfer.records import Table, records

TABLE = Table(columns=("key_of_band", *FEATURES), required=("key_of_band", *FEATURES))

Values = dict[str, float]


@dataclass
class Loaded:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: list[tuple[int, str]] = field(default_factory=list)  # line, reason


@dataclass(frozen=True)
class Near:
    band: Band
    cosine: float


@transaction.atomic
def load_features(data: bytes, *, form: str, dry_run: bool = False) -> Loaded:
    """Keep the features of each line's band; bad lines are told and the rest is loaded.

    Loading a file twice changes nothing. A later line of the same band wins.
    """
    report = Loaded()
    bands = dict(Band.objects.filter(deleted_at=None).values_list("key", "pk"))
    stored = {row.pop("band_id"): row for row in TrackFeatures.objects.values("band_id", *FEATURES)}
    for line, key, values in _read(data, form, report):
        if key not in bands:
            report.errors.append((line, _("%s 밴드가 없습니다.") % repr(key)))
            continue
        before = stored.get(bands[key])
        what = "created" if before is None else "unchanged" if before == values else "updated"
        setattr(report, what, getattr(report, what) + 1)
        stored[bands[key]] = values
        if what != "unchanged" and not dry_run:
            TrackFeatures.objects.update_or_create(band_id=bands[key], defaults=values)
    return report


def _read(data: bytes, form: str, report: Loaded) -> Iterator[tuple[int, str, Values]]:
    for line, record in records(data, form, TABLE):
        try:
            if isinstance(record, BadRow):
                raise record
            yield (
                line,
                str(record["key_of_band"]),
                {name: _value(record, name) for name in FEATURES},
            )
        except BadRow as problem:
            report.errors.append((line, str(problem)))
        except KeyError as missing:
            report.errors.append((line, _("%s 값이 없습니다.") % missing.args[0]))


def _value(record: dict[str, object], name: str) -> float:
    given, allowed = record[name], FEATURES[name]
    try:
        value = (
            float(given)
            if isinstance(given, str | int | float) and not isinstance(given, bool)
            else math.nan
        )
    except (ValueError, OverflowError):
        value = math.nan
    if not allowed.least <= value <= allowed.most:
        words = {"name": name, "least": allowed.least, "most": allowed.most}
        raise BadRow(_("%(name)s 값은 %(least)g에서 %(most)g 사이의 수여야 합니다.") % words)
    return value


def near_by_sound(band_id: int, *, k: int = 5) -> tuple[dict[str, float], list[Near]]:
    """The band's features scaled to 0 ... 1 over all that have any, and the nearest of those."""
    live = TrackFeatures.objects.filter(band__deleted_at=None).order_by("band_id")
    rows = list(live.values_list("band_id", *FEATURES))
    ids = [row[0] for row in rows]
    if band_id not in ids:
        return {}, []
    points = scaled(np.array([row[1:] for row in rows], dtype=np.float64))
    place = ids.index(band_id)
    found = nearest(points, place, k)
    bands = Band.objects.in_bulk([ids[other] for other, _cosine in found])
    near = [Near(bands[ids[other]], cosine) for other, cosine in found]
    return dict(zip(FEATURES, points[place].tolist(), strict=True)), near
