"""What has expired is forgotten every night."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils.timezone import now
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken

from config.schedule import SCHEDULE
from members.tasks import forget_expired

pytestmark = pytest.mark.django_db


def test_expired_tokens_and_sessions_are_deleted_and_others_stay():
    for name, days in (("old", -1), ("new", 1)):
        at = now() + timedelta(days=days)
        OutstandingToken.objects.create(jti=name, token=name, expires_at=at)
        Session.objects.create(session_key=name, session_data="", expire_date=at)

    forget_expired()

    assert [token.jti for token in OutstandingToken.objects.all()] == ["new"]
    assert [session.pk for session in Session.objects.all()] == ["new"]


def test_it_is_on_the_schedule():
    assert forget_expired.name in {entry["task"] for entry in SCHEDULE.values()}
