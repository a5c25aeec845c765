"""Who looks at the admin of this app."""

import pytest
from django.test import Client

from bands.tests.shelf import make_curator


@pytest.fixture
def operator(client: Client, db: None) -> Client:
    """May see and do everything there."""
    client.force_login(make_curator("operator", is_superuser=True), "members.backends.LiveMembers")
    return client
