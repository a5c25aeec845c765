"""Tasks that a killed worker held (RELIABILITY D8)."""

import os
from collections.abc import Iterator

import pytest
import redis
from django.conf import settings

from config.celery import app, restore_held_tasks

QUEUE = "celery"


@pytest.fixture
def held_task() -> Iterator[redis.Redis]:
    """A task that was taken, never acknowledged, by a worker that closed nothing."""
    with app.connection_for_write() as connection:
        with connection.Producer() as producer:
            producer.publish({}, routing_key=QUEUE, declare=[app.amqp.queues[QUEUE]])
        channel = connection.default_channel
        assert channel.basic_get(QUEUE)
        channel.do_restore = False
        channel.qos.restore_at_shutdown = False
        yield redis.Redis.from_url(settings.REDIS_URL)
        channel.qos._dirty.update(channel.qos._delivered)


def test_the_sole_worker_takes_them_back_at_once(held_task, monkeypatch):
    monkeypatch.setenv("EMBEDDED_WORKER", "1")
    assert held_task.llen(QUEUE) == 0
    restore_held_tasks()
    assert held_task.llen(QUEUE) == 1


def test_one_of_many_workers_leaves_them_to_the_timeout(held_task, monkeypatch):
    monkeypatch.delenv("EMBEDDED_WORKER", raising=False)
    restore_held_tasks()
    assert held_task.llen(QUEUE) == 0


def test_the_broker_waits_longer_than_any_task_may_take():
    timeout = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    assert timeout > settings.CELERY_TASK_TIME_LIMIT > settings.CELERY_TASK_SOFT_TIME_LIMIT
    assert settings.CELERY_TASK_ACKS_LATE
    assert settings.CELERY_TASK_REJECT_ON_WORKER_LOST
    assert os.environ["REDIS_URL"] == settings.REDIS_URL
