"""One program under supervision, alone in its process group."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import IO

from config.embedded.layout import ROOT
from config.embedded.service import say


class Child:
    """A command that is told to end, waited for, and then ended with all that it started."""

    def __init__(
        self,
        name: str,
        command: Sequence[object],
        *,
        environment: Mapping[str, str],
        patience: float,
    ) -> None:
        self.name = name
        self._command = [str(part) for part in command]
        self.environment = dict(environment)
        self._patience = patience
        self._process: subprocess.Popen[str] | None = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def exit_status(self) -> int | None:
        return self._process.poll() if self._process else None

    def start(self) -> None:
        """Call it from the main thread: Linux ends the child with the thread that made it."""
        lifeline = [sys.executable, "-m", "config.embedded.lifeline", str(os.getpid())]
        self._process = subprocess.Popen(
            [*lifeline, *self._command],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            process_group=0,  # a Ctrl-C is for the supervisor; a new session would undo `nice`
        )
        threading.Thread(target=self._pass_on, args=[self._process.stdout], daemon=True).start()

    def is_alive(self) -> bool:
        if self._process is None:
            return False
        if self._process.poll() is None:
            return True
        end_group(self._process.pid)  # what it left behind would hold its port or its tasks
        return False

    def stop(self) -> None:
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(self._patience)
        end_group(self._process.pid)
        self._process.wait()

    def _pass_on(self, output: IO[str]) -> None:
        with output:
            for line in output:
                say(line.rstrip("\n"), who=self.name)


def end_group(pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
