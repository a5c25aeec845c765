"""The one list of periodic jobs, kept by Celery's beat."""

from typing import Any

from celery.schedules import crontab
from django.conf import settings

SCHEDULE: dict[str, dict[str, Any]] = {
    "embed-pending": {
        "task": "embeddings.embed_pending",
        "schedule": settings.EMBEDDING_SWEEP_SECONDS,
        "options": {"expires": settings.EMBEDDING_SWEEP_SECONDS},
    },
    "embed-sentences": {
        "task": "embeddings.embed_sentences",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "publish-due-drafts": {
        "task": "bands.publish_due_drafts",
        "schedule": 30.0,
        "options": {"expires": 30.0},
    },
    "compare-spaces": {
        "task": "embeddings.compare_spaces",
        "schedule": settings.EMBEDDING_SWEEP_SECONDS,
        "options": {"expires": settings.EMBEDDING_SWEEP_SECONDS},
    },
    "preview-drafts": {
        "task": "recommendations.preview_drafts",
        "schedule": settings.EMBEDDING_SWEEP_SECONDS,
        "options": {"expires": settings.EMBEDDING_SWEEP_SECONDS},
    },
    "count-for-the-board": {
        "task": "recommendations.count_for_board",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 600.0},
    },
    "find-duplicates": {
        "task": "embeddings.find_duplicates",
        "schedule": crontab(hour="*/6", minute=20),
    },
    "roll-up-exposure": {
        "task": "recommendations.roll_up_exposure",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "measure-reach": {
        "task": "recommendations.measure_reach",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "ask-nightly-reach": {
        "task": "recommendations.ask_nightly_reach",
        "schedule": crontab(hour=4, minute=30),
    },
    "forget-asking": {
        "task": "recommendations.forget_asking",
        "schedule": crontab(hour=4, minute=10),
    },
    "ask-training": {
        "task": "recommendations.ask_training",
        "schedule": crontab(hour=3, minute=30),
    },
    "train": {
        "task": "recommendations.train",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "draw-map": {
        "task": "recommendations.draw_map",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "count-familiarity": {
        "task": "recommendations.count_familiarity",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 600.0},
    },
    "check-links": {
        "task": "bands.check_links",
        "schedule": crontab(hour="3-5", minute="*"),
        "options": {"expires": 60},
    },
    "advance-imports": {
        "task": "bands.advance_imports",
        "schedule": 10.0,
        "options": {"expires": 10.0},
    },
    "forget-what-has-expired": {
        "task": "members.forget_expired",
        "schedule": crontab(hour=4, minute=0),
    },
    "forget-idle-guests": {
        "task": "members.forget_idle_guests",
        "schedule": crontab(hour=4, minute=5),
    },
    "forget-conversations": {
        "task": "recommendations.forget_conversations",
        "schedule": crontab(hour=4, minute=10),
    },
}
