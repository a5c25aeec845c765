"""The one list of periodic jobs, kept by Celery's beat."""

from typing import Any

SCHEDULE: dict[str, dict[str, Any]] = {}
