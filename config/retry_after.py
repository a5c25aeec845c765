"""The `Retry-After` header in either of its forms."""

import math
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def retry_after(value: str, *, now: datetime, longest: int) -> int | None:
    """Whole seconds, at most `longest`; None when the header says nothing."""
    if re.fullmatch(r"\d{1,12}(\.\d{1,12})?", value.strip()):
        return min(math.ceil(float(value)), longest)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(math.ceil((aware - now).total_seconds()), 0), longest)
