"""Supervision: what dies comes back, later each time, and all ends in order."""

import os
import signal
import subprocess
import sys

import pytest

from config.embedded.child import Child
from config.embedded.layout import ROOT
from config.embedded.service import CannotStart
from config.embedded.supervisor import LONGEST_DELAY, Post, Supervisor, delay_after
from config.tests.places import eventually, is_alive


class Lamp:
    """A service that burns out when told to."""

    def __init__(self, name: str, stopped: list[str] | None = None) -> None:
        self.name = name
        self.burns = False
        self.is_broken = False
        self.starts = 0
        self.stopped = [] if stopped is None else stopped

    def start(self) -> None:
        self.starts += 1
        if self.is_broken:
            raise CannotStart("no power")
        self.burns = True

    def is_alive(self) -> bool:
        return self.burns

    def stop(self) -> None:
        self.stopped.append(self.name)


def sleeper(name: str = "sleeper", *, patience: float = 5) -> Child:
    return Child(name, ["sleep", "600"], environment=os.environ, patience=patience)


def test_a_service_that_lives_is_left_alone():
    lamp = Lamp("lamp")
    lamp.start()
    assert not Post(lamp).look(now=0.0)
    assert lamp.starts == 1


def test_a_dead_service_starts_again_after_its_delay():
    lamp = Lamp("lamp")
    post = Post(lamp)
    assert not post.look(now=0.0)
    assert not post.look(now=0.1)
    assert post.look(now=0.3)
    assert lamp.burns


def test_each_death_within_a_minute_doubles_the_delay():
    assert [delay_after(deaths) for deaths in (1, 2, 3)] == [0.25, 0.5, 1.0]
    assert delay_after(1000) == LONGEST_DELAY


def test_deaths_are_forgotten_after_a_minute():
    post = Post(Lamp("lamp"), deaths=[0.0, 1.0, 2.0])
    post.look(now=100.0)
    assert post.deaths == [100.0]


def test_a_service_that_cannot_start_again_is_tried_again(capsys):
    lamp = Lamp("lamp")
    lamp.is_broken = True
    post = Post(lamp)
    for now in (0.0, 1.0, 2.0, 3.0):
        post.look(now=now)
    lamp.is_broken = False
    post.look(now=4.0)
    post.look(now=5.0)
    assert lamp.burns
    assert "no power" in capsys.readouterr().out


def test_services_stop_in_the_opposite_order_and_the_pages_first():
    stopped: list[str] = []
    supervisor = Supervisor(on_start=lambda services: None)
    web = Lamp("web", stopped)
    for service in (Lamp("postgres", stopped), Lamp("valkey", stopped), web):
        supervisor.start(service)
    for name in ("worker", "beat"):
        supervisor.start(Lamp(name, stopped), outlives=web)
    supervisor.stop()
    assert stopped == ["web", "beat", "worker", "valkey", "postgres"]


def test_the_first_start_must_succeed():
    lamp = Lamp("lamp")
    lamp.is_broken = True
    with pytest.raises(CannotStart):
        Supervisor(on_start=lambda services: None).start(lamp)


def test_a_child_passes_its_lines_on(capfd):
    child = Child("echo", ["echo", "hello"], environment=os.environ, patience=1)
    child.start()
    eventually(lambda: not child.is_alive())
    assert "echo     | hello" in eventually(lambda: capfd.readouterr().out)
    assert child.exit_status == 0


def test_a_deaf_child_is_killed_with_all_that_it_started():
    deaf = "trap '' TERM; sleep 600 & wait; wait"
    child = Child("deaf", ["sh", "-c", deaf], environment=os.environ, patience=0.2)
    child.start()
    child.stop()
    with pytest.raises(ProcessLookupError):
        os.killpg(child.pid, 0)


def test_what_a_dead_child_left_behind_is_ended():
    child = Child("parent", ["sh", "-c", "sleep 600 & exit 3"], environment={}, patience=1)
    child.start()
    eventually(lambda: not child.is_alive())
    with pytest.raises(ProcessLookupError):
        eventually(lambda: os.killpg(child.pid, 0))


def test_stopping_twice_is_harmless():
    child = sleeper()
    child.stop()
    child.start()
    child.stop()
    child.stop()
    assert not child.is_alive()


@pytest.mark.skipif(sys.platform != "linux", reason="a parent-death signal is Linux's")
def test_children_die_with_a_killed_supervisor():
    program = (
        "import os, time\n"
        "from config.tests.test_supervisor import sleeper\n"
        "child = sleeper(); child.start()\n"
        "print(child.pid, flush=True); time.sleep(600)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        pid = int(parent.stdout.readline())
        os.kill(parent.pid, signal.SIGKILL)
    eventually(lambda: not is_alive(pid))
