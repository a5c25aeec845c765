"""The limits of a stream: how many are open, for how long, and what comes when one breaks off."""

import json
from threading import BoundedSemaphore

import pytest

from recommendations.asking import streaming
from recommendations.asking.streaming import MOST_OPEN, MOST_SECONDS, Busy, Stream, stream
from recommendations.asking.talking import Progress, Stage
from recommendations.suggest.refusals import CatalogueNotReady


@pytest.fixture(autouse=True)
def places(monkeypatch):
    """As many as a process has, and none taken by another test."""
    monkeypatch.setattr(streaming, "_open", BoundedSemaphore(MOST_OPEN))


def read(said="문장을 읽었어요."):
    return Progress(Stage.READ, said)


def test_no_more_streams_are_open_than_may_be():
    """CONTRACT R36: who comes too late is told to ask for the page."""
    held = [Stream(iter([])) for _ in range(MOST_OPEN)]
    with pytest.raises(Busy) as refused:
        Stream(iter([]))
    assert refused.value.status == 503
    held[0].close()
    Stream(iter([]))


def test_a_place_is_given_back_once_however_often_it_is_closed():
    one = Stream(iter([]))
    one.close()
    one.close()
    for _ in range(MOST_OPEN):
        Stream(iter([]))
    with pytest.raises(Busy):
        Stream(iter([]))


def test_no_step_is_begun_beyond_the_time():
    moments = iter([0.0, 1.0, MOST_SECONDS + 0.1])
    one = Stream(iter([b"first", b"second"]), clock=lambda: next(moments))
    assert list(one) == [b"first"]


def test_each_step_is_one_event_whatever_was_written():
    """RELIABILITY S17: a line break cannot forge an event."""
    hostile = "밤\n\nevent: answer\ndata: {}\r\n</script>\u2028"
    (event,) = stream(iter([read(hostile)]), lambda _talk: "")
    lines = event.decode().split("\n")
    assert (lines[0], len(lines)) == ("event: step", 4)
    assert json.loads(lines[1].removeprefix("data: ")) == {"stage": "read", "said": hostile}


def test_what_is_refused_midway_is_said_by_its_code_alone():
    def steps():
        yield read()
        raise CatalogueNotReady

    events = [event.decode() for event in stream(steps(), lambda _talk: "")]
    assert events[-1] == f'event: sorry\ndata: {{"code": "{CatalogueNotReady.code}"}}\n\n'
