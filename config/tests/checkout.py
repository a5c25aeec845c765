"""A copy of the project as a newcomer has it, and the site that runs in it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from config.embedded.cluster import running_server
from config.embedded.layout import ROOT, Layout
from config.tests.places import PATIENCE, eventually, free_port

LEFT_OUT = shutil.ignore_patterns(".*", "var", "staticfiles", "docs", "node_modules", "dataset")
FEW = 12  # acts; all of them would keep the processors busy for the other tests


class Checkout:
    def __init__(self, folder: Path) -> None:
        self.root = folder / "checkout"
        shutil.copytree(ROOT, self.root, ignore=LEFT_OUT)
        shutil.copy(ROOT / ".env.safe", self.root / ".env")
        self.acts = self.root / "bands" / "catalogue" / "acts.jsonl"
        if self.acts.exists():
            lines = self.acts.read_text().splitlines(keepends=True)
            self.acts.write_text("".join(lines[:FEW]))
        self.layout = Layout(self.root / "var")
        self.port = free_port()
        self.environment = {"PATH": os.environ["PATH"], "PORT": str(self.port), "LC_ALL": "C.UTF-8"}
        self.site: subprocess.Popen[str] | None = None
        self.log = folder / "log"

    def call(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Another terminal in the same checkout."""
        return subprocess.run(
            [sys.executable, *command],
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )

    def start(self) -> None:
        with self.log.open("w") as log:
            self.site = subprocess.Popen(
                [sys.executable, "-m", "config.embedded", "run"],
                cwd=self.root,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        eventually(lambda: "Ctrl-C stops the site." in self.said())

    def said(self) -> str:
        text = self.log.read_text()
        assert "Traceback" not in text, text
        return text

    def end(self, number: int = signal.SIGTERM) -> int:
        self.site.send_signal(number)
        return self.site.wait(PATIENCE)

    def get(self, path: str) -> tuple[int, bytes]:
        """(status, body); status 0 when nobody answers."""
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.port}{path}", timeout=20
            ) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.read()
        except OSError:
            return 0, b""

    def pids(self) -> dict[str, int]:
        births = json.loads(self.layout.record.read_text())["births"]
        return {name: pid for name, (pid, _born) in births.items()}

    def postgres_pid(self) -> int | None:
        server = running_server(self.layout.postgres / "data")
        return server.pid if server else None
