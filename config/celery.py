"""The Celery application: workers, and the beat that keeps the schedule."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_ready

from config.boot import check_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
check_settings()

from config.schedule import SCHEDULE  # noqa: E402 - it reads the settings

app = Celery("diggindie")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = SCHEDULE
app.conf.worker_redirect_stdouts = False  # what a library prints is no log line of ours
app.autodiscover_tasks()


@worker_ready.connect
def restore_held_tasks(**_: Any) -> None:
    """Give back at once what a killed worker held (RELIABILITY D8).

    Only where one worker is all there is: with two, the other's tasks would run twice. Without
    it they come back after the visibility timeout.
    """
    if not os.environ.get("EMBEDDED_WORKER"):
        return
    with app.connection_for_read() as connection:
        channel = connection.default_channel
        with channel.conn_or_acquire() as client:
            for tag in client.zrange(channel.unacked_index_key, 0, -1):
                channel.qos.restore_by_tag(tag.decode() if isinstance(tag, bytes) else tag, client)
