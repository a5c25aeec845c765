"""Whether this process can do its work: what a load balancer asks before it sends visitors."""

import logging
from functools import cache
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from config.checks import OLDEST_PGVECTOR, pgvector_version
from config.embedded.progress import STATEMENT, Embedded

logger = logging.getLogger(__name__)
LEAST_COVERAGE = 0.95  # an edited text is without a vector for a moment, and that is no fault


def readiness() -> tuple[bool, dict[str, Any]]:
    """(ready, what was found); never raises. About 2 ms (RELIABILITY D12)."""
    try:
        checks = {"migrations": _is_migrated(), "pgvector": pgvector_version() >= OLDEST_PGVECTOR}
        if not all(checks.values()):
            return False, {"database": True, **checks}
        vectors = _vectors()
    except DatabaseError as error:
        logger.warning("not ready: %s", type(error).__name__)
        return False, {"database": False}
    found = {"database": True, **checks, "vectors": is_covered(vectors)}
    return all(found.values()), {**found, "embedded": vectors.done, "texts": vectors.wanted}


def is_covered(vectors: Embedded) -> bool:
    """Nearly all texts have a vector, and none has waited for long."""
    return not vectors.overdue and vectors.done >= LEAST_COVERAGE * vectors.wanted


def _vectors() -> Embedded:
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT)
        return Embedded(*cursor.fetchone())


def _is_migrated() -> bool:
    return _newest_migrations() <= MigrationRecorder(connection).applied_migrations().keys()


@cache
def _newest_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).graph.leaf_nodes())
