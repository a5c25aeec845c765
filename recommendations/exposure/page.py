"""What a band's ledger page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from config.plots import Series, Svg, Words, lines
from recommendations.exposure.models import ExposureDay, Kind
from recommendations.exposure.querysets import COUNTED

DAYS = 60


@dataclass(frozen=True)
class Ledger:
    """The last days, the latest first, and a chart of them."""

    days: Sequence[ExposureDay]
    chart: Svg


def ledger_of(band_id: int, *, today: date) -> Ledger:
    first = today - timedelta(days=DAYS - 1)
    rows = ExposureDay.objects.filter(band=band_id, day__gte=first).order_by("-day")
    return Ledger(rows, _chart({row.day: row for row in rows}, first))


def _chart(rows: dict[date, ExposureDay], first: date) -> Svg:
    days = [first + timedelta(days=number) for number in range(DAYS)] if rows else []
    series = [
        Series(str(Kind(kind).label), [getattr(rows.get(day), kind, 0) for day in days])
        for kind in COUNTED
        if any(getattr(row, kind) for row in rows.values())
    ]
    words = Words(
        name="exposure",
        title=_("날마다의 노출"),
        description=_("최근 %d일 동안 날마다 목록에 나오고, 열리고, 골라진 횟수입니다.") % DAYS,
        x=_("날"),
        y=_("번"),
        nothing=_("최근 %d일 동안 아무 일도 없었습니다.") % DAYS,
    )
    names = [date_format(day, "m-d") for day in days]
    return lines(words, range(len(days)), series, names=names)
