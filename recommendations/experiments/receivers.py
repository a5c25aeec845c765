"""What experiments hear of: picks, through whichever door they came."""

from datetime import datetime
from typing import Any

from recommendations.experiments.services import note_picks


def on_picked(*, member_id: int, now: datetime, **_future: Any) -> None:
    note_picks(member_id=member_id, now=now)
