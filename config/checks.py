"""System checks: what an operator can get wrong, said at the start."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections

SITE = "diggindie"
OLDEST_PGVECTOR = (0, 8, 4)  # older ones have an overflow and two faults of HNSW vacuum
SELECT_PGVECTOR = """
    SELECT coalesce(installed_version, default_version)
    FROM pg_available_extensions WHERE name = 'vector'
"""


def pgvector_version(alias: str = "default") -> tuple[int, ...]:
    """Of the extension that is installed, or that would be; () when the server has none."""
    with connections[alias].cursor() as cursor:
        cursor.execute(SELECT_PGVECTOR)
        row = cursor.fetchone()
    return tuple(int(part) for part in row[0].split(".")) if row else ()


@register(Tags.database)
def pgvector_is_recent(databases: list[str] | None = None, **_: Any) -> list[CheckMessage]:
    return [
        Error(
            f"PostgreSQL needs pgvector 0.8.4 or newer; {alias!r} has "
            f"{'.'.join(map(str, found)) or 'none'}.",
            id="diggindie.E001",
        )
        for alias in databases or []
        if (found := pgvector_version(alias)) < OLDEST_PGVECTOR
    ]


@register(SITE)
def debug_is_for_one_machine(**_: Any) -> list[CheckMessage]:
    if not (settings.DEBUG and settings.HTTPS):
        return []
    text = "DJANGO_DEBUG shows settings and data to visitors; it cannot go with HTTPS."
    return [Error(text, id="diggindie.E002")]


@register(SITE)
def broker_waits_for_tasks(**_: Any) -> list[CheckMessage]:
    """A task that outlives the visibility timeout is given to a second worker."""
    timeout = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    if timeout > settings.CELERY_TASK_TIME_LIMIT:
        return []
    text = f"The visibility timeout ({timeout} s) must exceed CELERY_TASK_TIME_LIMIT."
    return [Error(text, id="diggindie.E003")]


@register(SITE)
def a_given_key_is_used(**_: Any) -> list[CheckMessage]:
    models = settings.OPENAI_CHAT_MODEL or settings.ASKING_LLM_MODEL
    is_used = settings.EMBEDDING_PROVIDER == "openai" or models
    if not settings.OPENAI_API_KEY or is_used:
        return []
    text = "OPENAI_API_KEY is set and EMBEDDING_PROVIDER=local leaves it unused."
    return [Warning(text, id="diggindie.W001")]


@register(SITE)
def links_are_checked_on_the_web(**_: Any) -> list[CheckMessage]:
    if not settings.LINK_CHECK_STAND_INS:
        return []
    text = "LINK_CHECK_STAND_INS leads link checks past the guard of addresses; it is for tests."
    return [Warning(text, id="diggindie.W003")]


@register(SITE, deploy=True)
def hosts_are_named(**_: Any) -> list[CheckMessage]:
    local = {"127.0.0.1", "localhost", "[::1]"}
    if not settings.HTTPS or not set(settings.ALLOWED_HOSTS) <= local:
        return []
    text = "ALLOWED_HOSTS names this machine only; visitors of a public site are refused."
    return [Warning(text, id="diggindie.W002")]
