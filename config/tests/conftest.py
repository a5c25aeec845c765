"""Who visits the pages, and what there is to see; tests that need another say so themselves."""

import pytest
from django.test import Client

from config.tests.stage import set_stage
from config.tests.two_acts import World
from config.tests.world import make_member
from members.models import Member


@pytest.fixture
def stage():
    """The small catalogue, without its extras."""
    return set_stage(extras=False)


@pytest.fixture
def member() -> Member:
    return make_member("someone")


@pytest.fixture
def inside(member: Member) -> Client:
    """Signed in as `member`."""
    client = Client()
    client.force_login(member)
    return client


@pytest.fixture
def world(db: None) -> World:
    """Two acts that are one."""
    return World()
