"""Who looks at the pages and the admin of this app."""

import pytest
from django.test import Client

from bands.tests.shelf import make_curator
from members.models import Member


@pytest.fixture
def inside(member: Member) -> Client:
    """Signed in as the `member` of the test's module."""
    client = Client(raise_request_exception=False)
    client.force_login(member, "members.backends.LiveMembers")
    return client


@pytest.fixture
def operator(client: Client, db: None) -> Client:
    """May see and do everything there."""
    client.force_login(make_curator("operator", is_superuser=True), "members.backends.LiveMembers")
    return client
