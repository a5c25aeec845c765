"""The Celery application: workers, and the beat that keeps the schedule."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("diggindie")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
