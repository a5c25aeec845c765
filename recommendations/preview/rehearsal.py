"""A dress rehearsal: change the catalogue with production code, look around, take it all back."""

import time
from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext_lazy as _
from psycopg import errors

from config.errors import DomainError

T = TypeVar("T")

LOCK_MILLISECONDS = 250  # who holds the band is a curator; the rehearsal steps back at once
STATEMENT_MILLISECONDS = 5_000
IDLE_MILLISECONDS = 5_000  # a worker that froze in the middle loses its locks after this
TRIES = 5
PAUSE = 0.2  # seconds between two tries

# What somebody else's work at the same moment may cause, and another try cures.
PASSING = (errors.LockNotAvailable, errors.SerializationFailure, errors.DeadlockDetected)

CAREFUL = """
SELECT set_config('lock_timeout', %s, true), set_config('statement_timeout', %s, true),
       set_config('idle_in_transaction_session_timeout', %s, true)
"""


class CatalogueBusy(DomainError):
    code = "catalogue_busy"
    status = 409
    message = _("다른 사람이 이 밴드를 저장하고 있습니다. 잠시 뒤에 다시 해 주세요.")


def rehearse(act: Callable[[], T]) -> T:
    """What `act` returns, while all that it wrote is rolled back.

    One REPEATABLE READ transaction, the outermost of its connection; `act` runs again when
    somebody else's write came between, so it must be safe to repeat. What was to happen after
    a commit never happens. Only numbers drawn from sequences stay drawn. Raises
    `CatalogueBusy` when it met others in each of `TRIES` tries.
    """
    for last in [False] * (TRIES - 1) + [True]:
        try:
            return _once(act)
        except OperationalError as error:
            if not isinstance(error.__cause__, PASSING):
                raise
            if last:
                raise CatalogueBusy(retry_after=1) from error
        time.sleep(PAUSE)
    raise AssertionError("the last try returns or raises")


def _once(act: Callable[[], T]) -> T:
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            limits = (LOCK_MILLISECONDS, STATEMENT_MILLISECONDS, IDLE_MILLISECONDS)
            cursor.execute(CAREFUL, [f"{limit}ms" for limit in limits])
        try:
            return act()
        finally:
            transaction.set_rollback(True)
