"""How many statements each page of a listener takes, in one place (RELIABILITY L7)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config.tests.listener_pages import set_pages

pytestmark = pytest.mark.django_db

MOST = 12


def test_no_page_takes_more_statements_than_it_may():
    """RELIABILITY L7: of a member with everything, of one with nothing yet, of a guest."""
    taken = {
        f"{path} of a {name}": statements(client, path)
        for name, (client, paths) in set_pages(extras=True).seen_by.items()
        for path in paths
    }

    assert {page: n for page, n in taken.items() if n > MOST} == {}


def statements(client: Client, path: str) -> int:
    """Of a page that was opened before, so that what a process reads once is not counted."""
    client.get(path)
    with CaptureQueriesContext(connection) as taken:
        client.get(path)
    return len(taken)
