"""The twenty examples of the README at all three doors: the page, the API and the command."""

import re
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings
from django.core.management import call_command

from bands.models import Band
from config.tests.callers import as_member
from config.tests.reading import Elements
from config.tests.stage import DIMENSIONS, set_stage
from config.tests.world import know, make_band, make_keyword, make_member, place

pytestmark = pytest.mark.django_db

README = Path(settings.BASE_DIR) / "README.md"
WORDS = {
    **dict.fromkeys(("메탈", "하드코어", "보사노바", "시티 팝", "재즈", "포크"), "genre"),
    **dict.fromkeys(("강렬한", "잔잔한", "우울한", "따뜻한", "나른한", "쓸쓸한"), "mood"),
    **dict.fromkeys(("통기타", "남성 보컬", "연주곡 중심"), "sound"),
    **dict.fromkeys(("드라이브", "공부할 때", "카페에서", "페스티벌"), "situation"),
    **dict.fromkeys(("비 오는 날", "여름", "새벽"), "season"),
}
# example -> keywords that no band of its last answer carries
BARRED = {
    2: "강렬한",
    3: "신나는",
    4: "메탈,하드코어",
    5: "우울한",
    6: "강렬한",
    7: "시티 팝",
    8: "남성 보컬",
    11: "강렬한",
    12: "우울한",
    13: "메탈",
    17: "통기타",
}


def examples():
    section = README.read_text("utf-8").split("## Ask in your own words")[1].split("\n## ")[0]
    lines = re.findall(r"^\d+\. (.+?) –", section, re.M)
    return [re.findall(r"`([^`]+)`", line) for line in lines]


@pytest.fixture
def stage(settings):
    """Twenty acts more, of three keywords each; every keyword has a vector."""
    settings.API_RATES = settings.API_RATES | {"chat": "1000/minute"}
    space = set_stage(extras=False)
    chance = np.random.default_rng(3)
    for word, facet in WORDS.items():
        make_keyword(word, facet)
        know(space, (word,), chance.normal(size=DIMENSIONS))
    names = [*WORDS]
    for number in range(24):
        carried = [names[(number + step) % len(names)] for step in (0, 5, 9)]
        band = make_band(f"more-{number}", name=f"자작나무 {number}호", keywords=carried)
        place(space, band, chance.normal(size=DIMENSIONS))


def test_there_are_twenty():
    assert len(examples()) == 20
    assert sum(len(turns) > 1 for turns in examples()) >= 3


def by_page(client, turns):
    """The ids of the bands of the last answer, by forms that are posted."""
    address = "/ask/"
    for text in turns:
        # Following by itself, the test's client would sort what stands in the address.
        page = client.get(client.post(address, {"q": text}).headers["Location"])
        assert page.status_code == 200
        forms = Elements(page).of("form")
        (address,) = [form["action"] for form in forms if form.get("class") == "asking"]
    found = [item["id"] for item in Elements(page).of("li") if item.get("class") == "found"]
    return [int(one.removeprefix("band-")) for one in found]


def by_api(caller, turns):
    thread = []
    for text in turns:
        answer = caller.post(
            "/api/chat", {"text": text, "thread": thread}, content_type="application/json"
        )
        assert answer.status_code == 200
        thread = answer.json()["payload"]["thread"]
    return [band["bandId"] for band in answer.json()["payload"]["bands"]]


def by_command(turns):
    out = StringIO()
    call_command("ask", *turns, stdout=out)
    last = out.getvalue().rsplit("\n> ", 1)[-1]
    names = re.findall(r"^  -?\d\.\d\d  (.+?): ", last, re.M)
    ids = dict(Band.objects.values_list("name", "pk"))
    return [ids[name] for name in names]


def test_the_three_doors_show_the_same_and_nothing_that_is_barred(client, stage):
    """CONTRACT S44, S46, R5; issue: page, API and command answer all twenty."""
    caller = as_member(make_member())
    for number, turns in enumerate(examples(), start=1):
        shown = by_page(client, turns)
        assert by_api(caller, turns) == shown, turns
        assert by_command(turns) == shown, turns
        barred = BARRED.get(number, "").split(",")
        carriers = Band.objects.filter(pk__in=shown, keywords__keyword__in=barred)
        assert not carriers.exists(), turns
