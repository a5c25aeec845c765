"""A real worker and a real beat, for tests that kill them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

from django.conf import settings
from django.db import connection

from embeddings.tests.fake_openai import FakeOpenAI

DIMENSIONS = 16
SETTLE_SECONDS = 60


class Processes:
    """A real worker and a real beat on the test's database and broker."""

    def __init__(self, provider: FakeOpenAI, folder: str, **more: str) -> None:
        self.provider = provider
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings_test",
            "DATABASE_URL": address_of_the_test_database(),
            "EMBEDDING_PROVIDER": "openai",
            "EMBEDDING_SWEEP_SECONDS": "1",
            "EMBEDDING_TASK_SECONDS": "3",
            "OPENAI_API_KEY": "sk-of-the-tests",
            "OPENAI_BASE_URL": provider.base_url,
            "OPENAI_EMBEDDING_DIMENSIONS": str(DIMENSIONS),
            "LOG_LEVEL": "WARNING",
            **more,
        }
        schedule = f"--schedule={folder}/beat"
        self.beat = self._start("beat", "--pidfile=", schedule)
        self.worker = self._start_worker()

    def kill_worker_at_work(self) -> None:
        """Wait until it has asked the provider and kill it before the answer is there."""
        asked = len(self.provider.calls)
        assert wait_for(lambda: len(self.provider.calls) > asked, SETTLE_SECONDS)
        os.killpg(self.worker.pid, signal.SIGKILL)
        self.worker.wait()
        self.worker = self._start_worker()

    def kill_a_child(self) -> None:
        listed = subprocess.run(
            ["pgrep", "-P", str(self.worker.pid)], capture_output=True, text=True, check=False
        )
        for pid in listed.stdout.split()[:1]:
            os.kill(int(pid), signal.SIGKILL)

    def stop(self) -> None:
        for process in (self.beat, self.worker):
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _start_worker(self) -> subprocess.Popen:
        return self._start("worker", "-c", "2", "--without-gossip", "--without-mingle")

    def _start(self, *command: str) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "config", *command, "-l", "WARNING"],
            env=self.environment,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def address_of_the_test_database() -> str:
    database = settings.DATABASES["default"]
    name = connection.settings_dict["NAME"]
    user, host = database.get("USER") or "postgres", database["HOST"]
    return f"postgresql://{user}@/{name}?host={host}"


def wait_for(condition: Callable[[], bool], seconds: float) -> bool:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if condition():
            return True
        time.sleep(0.02)
    return condition()
