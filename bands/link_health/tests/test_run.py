"""Whole runs: polite, bounded, resumed after a kill (FEATURES N12)."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from itertools import pairwise

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils.timezone import now

from bands.link_health import run, tasks
from bands.link_health.fetch import Visitor
from bands.link_health.models import LinkHealth, LinkHost
from bands.link_health.tests import fake_web as page
from bands.link_health.tests.fake_web import FakeWeb
from bands.models import TopTrack
from bands.tests.shelf import shelve
from config.celery import app
from config.schedule import SCHEDULE

pytestmark = pytest.mark.django_db

HOSTS = ("a.example", "b.example", "c.example")


@pytest.fixture
def web(settings) -> Iterator[FakeWeb]:
    with FakeWeb() as server:
        settings.LINK_CHECK_STAND_INS = server.stand_ins(*HOSTS)
        yield server


def put(web: FakeWeb, *places: str, stands: page.Page | None = None) -> None:
    """A band with a track for each "host/path". The tests' sites speak http."""
    for place in places:
        band = shelve(place, track="곡", track_url="https://a.example/")
        TopTrack.objects.filter(band=band).update(external_url=f"http://{place}")
        web.pages[place] = stands or page.well()


def go(seconds: float = 5, **more) -> run.Progress:
    return run.check_some(now=now(), seconds=seconds, **{"pause": 0.0} | more)


def statuses() -> dict[str, str]:
    return dict(LinkHealth.objects.values_list("url", "status"))


def test_a_run_checks_what_is_due_and_then_has_nothing_to_do(web):
    put(web, "a.example/1", "b.example/1")
    put(web, "c.example/1", stands=page.status(404))
    assert go().checked == 3
    assert statuses() == {
        "http://a.example/1": "sound",
        "http://b.example/1": "sound",
        "http://c.example/1": "dead",
    }
    assert go() == run.Progress()


def test_a_host_has_one_visitor_at_a_time_and_a_pause_between(web):
    places = [f"{host}/{number}" for host in HOSTS for number in range(4)]
    put(web, *places, stands=page.slow(page.well(), 0.05))
    go(pause=0.1)

    assert len(web.visits) == 12
    for host in HOSTS:
        visits = sorted((v for v in web.visits if v.host == host), key=lambda v: v.began)
        gaps = [later.began - earlier.ended for earlier, later in pairwise(visits)]
        assert min(gaps) >= 0.09


def test_hosts_do_not_wait_for_each_other(web):
    put(web, "a.example/1", stands=page.slow(page.well(), 0.5))
    put(web, *(f"b.example/{number}" for number in range(5)))
    go()
    slow = next(visit for visit in web.visits if visit.host == "a.example")
    assert sum(v.ended < slow.ended for v in web.visits if v.host == "b.example") >= 4


def test_retry_after_is_obeyed_for_the_whole_host(web):
    put(web, *(f"a.example/{number}" for number in range(5)), "b.example/1")
    for number in range(5):
        web.pages[f"a.example/{number}"] = page.status(429, Retry_After="7200")
    go()

    assert len([visit for visit in web.visits if visit.host == "a.example"]) == 1
    free = LinkHost.objects.get(pk="a.example").free_at
    assert timedelta(minutes=119) < free - now() < timedelta(minutes=121)
    assert go().hosts == 0
    with time_machine.travel(free + timedelta(seconds=1)):
        assert go().hosts == 1
    assert not LinkHealth.objects.exclude(failures=0).exists()


def test_a_run_ends_in_time_and_the_next_one_goes_on(web):
    put(web, *(f"a.example/{number}" for number in range(10)), stands=page.slow(page.well(), 0.2))
    began = time.monotonic()
    first = go(seconds=0.5).checked
    assert time.monotonic() - began < 2
    assert 1 <= first < 10
    go()
    assert sorted(web.paths()) == [f"/{number}" for number in range(10)]


def test_a_visit_that_hangs_is_given_up_and_its_host_comes_back_with_the_lease(web, monkeypatch):
    put(web, "a.example/1", "b.example/1")
    monkeypatch.setattr(run, "GRACE", 0.3)
    hanging = Visitor("tests", {}, lookup=lambda host, port: time.sleep(20) or [])
    began = time.monotonic()
    assert run.check_some(now=now(), seconds=0.2, visitor=hanging).checked == 0
    assert time.monotonic() - began < 3
    assert go().hosts == 0
    with time_machine.travel(now() + timedelta(seconds=10)):
        assert go().checked == 2


def test_a_link_that_dies_is_hidden_on_the_third_night_and_comes_back(web):
    """The whole story: blip, death, fall-back, return; no false quarantine."""
    put(web, "a.example/1", "b.example/1", "b.example/2")
    answers = [200, 500, 200, 404, 404, 404, 404, 200]
    web.pages["a.example/1"] = page.in_turn(
        *(page.status(code) for code in answers for _ in range(1 if code == 200 else 2))
    )
    track = TopTrack.objects.get(external_url="http://a.example/1")
    hidden = []
    night = now()
    for _ in answers:
        with time_machine.travel(night, tick=False):
            LinkHealth.objects.update(next_check_at=now())
            LinkHost.objects.update(free_at=now())
            go()
        track.refresh_from_db()
        hidden.append(not track.living_url)
        night += timedelta(days=1)
    assert hidden == [False] * 5 + [True, True, False]


def test_the_user_agent_is_honest(web, settings):
    settings.LINK_CHECK_CONTACT = "https://diggindie.example/about"
    put(web, "a.example/1")
    go()
    assert web.visits[0].user_agent == (
        "DiggIndie-link-check/1.0 (+https://diggindie.example/about)"
    )


def test_the_nightly_job_is_on_the_schedule_and_known_to_the_worker():
    entry = SCHEDULE["check-links"]
    app.loader.import_default_modules()
    assert entry["task"] in app.tasks
    assert entry["schedule"].hour == {3, 4, 5}


def test_the_task_ends_before_its_worker_is_told_to(settings):
    longest = tasks.WORK_SECONDS + run.GRACE
    assert longest + run.PAUSE < settings.CELERY_TASK_SOFT_TIME_LIMIT


def test_a_check_that_a_curator_asked_for_goes_on_until_all_is_checked(web, monkeypatch):
    put(web, "a.example/1", "a.example/2")
    asked = []
    monkeypatch.setattr(tasks, "hint", lambda task, **given: asked.append(given))
    LinkHealth.objects.all().delete()
    go()
    LinkHealth.objects.update(is_asked=True, next_check_at=now())
    LinkHost.objects.update(free_at=now())

    tasks.check_links(only_asked=True)
    tasks.check_links(only_asked=True)
    assert asked == [{"only_asked": True}]
    assert not LinkHealth.objects.filter(is_asked=True).exists()


def test_the_command_says_what_it_did(web):
    put(web, "a.example/1")
    put(web, "b.example/1", stands=page.status(404))
    out = StringIO()
    call_command("check_links", "--all", stdout=out)
    assert out.getvalue().splitlines() == [
        "checked 2",
        "done: 2 links, 1 dead, 0 hidden, 0 left",
    ]


@pytest.mark.slow
@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_a_killed_run_loses_nothing_that_was_found_and_is_resumed(web):
    """kill -9 in the middle: what was found is kept, nothing is checked twice, all is checked."""
    places = [f"{host}/{number}" for host in HOSTS for number in range(6)]
    put(web, *places, stands=page.slow(page.well(), 0.1))
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "bands.link_health.tests.settings_stand_ins",
        "STAND_INS": json.dumps(web.stand_ins(*HOSTS)),
        "TEST_DATABASE": connection.settings_dict["NAME"],
    }
    command = [sys.executable, "manage.py", "check_links"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    while len(web.visits) < 7:
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    found = set(LinkHealth.objects.exclude(status="new").values_list("url", flat=True))
    assert 3 <= len(found) < len(places)

    seen_before = len(web.visits)
    with time_machine.travel(now() + timedelta(minutes=5)):
        go()
    assert not LinkHealth.objects.exclude(status="sound").exists()
    again = {f"http://{visit.host}{visit.path}" for visit in web.visits[seen_before:]}
    assert not again & found
