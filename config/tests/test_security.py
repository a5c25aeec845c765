"""Probes of the security plan that belong to no part alone (RELIABILITY S8, S11, S16, S20)."""

import ast
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client

from bands.models import Band
from bands.tests.shelf import make_curator, shelve
from config.tests.callers import as_member, stranger
from config.tests.world import make_member

APPS = ("bands", "config", "embeddings", "members", "recommendations")
OUTGOING = {
    *("socket", "ssl", "http.client", "urllib.request", "ftplib", "smtplib", "urllib3"),
    *("requests", "aiohttp", "httpx", "httpx2", "httpcore", "httpcore2", "openai", "mlflow"),
}
# Who may speak to other machines, and to whom.
SPEAKERS = {
    "bands/link_health/addresses.py",  # to nobody: takes addresses apart
    "bands/link_health/fetch.py",  # to public web sites, behind the guard
    "config/deadline.py",  # to whom its users say
    "config/alive.py",  # to this site itself
    "config/embedded/announce.py",
    "config/embedded/site.py",
    "embeddings/text/openai.py",  # to the one provider in the settings
    "recommendations/evaluation/tracking.py",  # to the MLflow store that its caller names
}
INJECTIONS = [
    "'",
    '"',
    "\\",
    "';",
    "' OR '1'='1",
    "' OR 1=1 --",
    '" OR ""="',
    "1; DROP TABLE band --",
    "'; DROP TABLE band; --",
    "1 UNION SELECT password FROM member",
    "' UNION SELECT NULL, NULL --",
    "1 AND 1=1",
    "1 AND pg_sleep(5)",
    "'; SELECT pg_sleep(5) --",
    "'||(SELECT version())||'",
    "$$;SELECT 1;$$",
    "E'\\''",
    "%27",
    "%' OR '%'='",
    "_%",
    "%s",
    "%(q)s",
    "{0}",
    "/* */",
    "--",
    "#",
    "1)) OR ((1=1",
    "COPY band TO PROGRAM 'id'",
    "\u02bc OR 1=1",
    "＇ OR 1=1",
]


def modules_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_nobody_else_speaks_to_other_machines():
    """RELIABILITY S8: what could fetch an address is a short list, and one of it takes any."""
    found = set()
    for app in APPS:
        for path in (settings.BASE_DIR / app).rglob("*.py"):
            name = path.relative_to(settings.BASE_DIR)
            if not {"tests", "benchmarks"} & set(name.parts) and OUTGOING & set(modules_of(path)):
                found.add(name.as_posix())
    assert found == SPEAKERS


@pytest.mark.django_db
def test_no_page_may_stand_in_a_frame_of_somebody_else():
    """RELIABILITY S11: the admin's pages, errors and the API as well."""
    root = Client()
    root.force_login(make_curator("root", is_superuser=True))
    admin = f"/{settings.ADMIN_PATH}/"
    places = ("/", "/login/", "/nowhere/", "/api/bands", "/api/nowhere", "/health")
    for place in (*places, admin, f"{admin}bands/band/", f"{admin}bands/linkhealth/"):
        answer = root.get(place)
        assert answer.headers["X-Frame-Options"] == "DENY", place
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"], place


@pytest.mark.django_db
@pytest.mark.parametrize("text", INJECTIONS)
def test_what_people_type_is_never_a_statement(text):
    """RELIABILITY S16: found is what is called so, and nothing else happens."""
    shelve("실리카겔", "Silica Gel", keywords=["밤"])
    member = as_member(make_member())
    root = Client()
    root.force_login(make_curator("root", is_superuser=True))

    for client, address in (
        (stranger(), "/api/bands?query={}"),
        (stranger(), "/api/bands?keyword={}"),
        (stranger(), "/api/bands?cursor={}"),
        (stranger(), "/api/bands?limit={}"),
        (stranger(), "/api/keywords?facet={}"),
        (stranger(), "/bands/?query={}"),
        (root, f"/{settings.ADMIN_PATH}/bands/band/?q={{}}"),
        (root, f"/{settings.ADMIN_PATH}/bands/linkhealth/?q={{}}"),
        (root, f"/{settings.ADMIN_PATH}/bands/band/?symptom={{}}"),
    ):
        answer = client.get(address.format(quote(text)))
        assert answer.status_code in {200, 302, 400}, address
    picks = member.put("/api/members/me/picks", {"bandIds": [text]}, "application/json")
    assert picks.status_code == 400
    assert Band.objects.count() == 1


@pytest.mark.slow
def test_a_public_site_passes_djangos_own_check():
    """RELIABILITY S20."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DJANGO_SECRET_KEY": secrets.token_urlsafe(60),
        "JWT_SECRET_KEY": "dGVzdHMtb25seS1rZXktb2YtdGhpcnR5LXR3by1ieXRlcy4u",
        "ALLOWED_HOSTS": "diggindie.example",
        "HTTPS": "true",
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(
        command, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
