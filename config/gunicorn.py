"""Gunicorn: a few processes with a few threads each, all of them warm before the first request."""

import os
import sys
from pathlib import Path
from typing import Any

from config import env
from config.boot import check_settings, one_clear_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
check_settings()

with one_clear_line():
    workers = env.integer("WEB_CONCURRENCY", min(os.cpu_count() or 1, 4), least=1, most=64)
worker_class = "gthread"
threads = 4
preload_app = False  # numeric libraries do not survive a fork
max_requests = 0

timeout = 30
graceful_timeout = 3  # a statement may take 3 s and no more
keepalive = 5
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108

limit_request_line = 8190  # 500 Korean letters are 4,500 bytes in an address
limit_request_fields = 60
limit_request_field_size = 8190

accesslog = None
errorlog = "-"
loglevel = "warning"
control_socket_disable = True


SWITCH_SECONDS = 0.0005  # a thread back from the database waits so long for one that computes


def post_worker_init(_worker: Any) -> None:
    """Load what is slow to load, so that no request waits for it (CONTRACT S98, S99)."""
    sys.setswitchinterval(SWITCH_SECONDS)
    import scipy.spatial  # noqa: F401
    import sklearn.cluster  # noqa: F401

    from embeddings.text import registry
    from recommendations.asking.llm import gateway

    registry.warm()
    gateway.warm()
