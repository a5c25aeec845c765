"""What was asked for and is not here, as its curators find it (CONTRACT O3)."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils.timezone import now

from config.tests.reading import words
from config.tests.world import make_member
from recommendations.asking.asked_for import services
from recommendations.asking.asked_for.models import AskedFor
from recommendations.asking.helping import Idea

pytestmark = pytest.mark.django_db

LIST = f"/{settings.ADMIN_PATH}/recommendations/askedfor/"


def note(*names, asker="a", kind="band", at=None):
    return services.note([Idea(kind, name) for name in names], asker=asker, now=at or now())


def counted():
    return dict(AskedFor.objects.values_list("name", "times"))


@pytest.fixture
def curator(client):
    client.force_login(make_member("curator", is_staff=True, is_superuser=True))
    return client


def test_spellings_of_one_name_count_together_and_kinds_apart():
    note("Radiohead", asker="a")
    note("radio head!", asker="b")
    note("radiohead", asker="b", kind="title")
    assert list(AskedFor.objects.values_list("name", "kind", "times")) == [
        ("Radiohead", "band", 2),
        ("radiohead", "title", 1),
    ]


def test_who_reloads_the_page_asks_no_second_time():
    assert [note("Blur"), note("Blur"), note("Blur", asker="b")] == [1, 0, 1]
    assert counted() == {"Blur": 2}


def test_without_an_asker_nothing_is_noted():
    assert note("Blur", asker="") == 0
    assert not AskedFor.objects.exists()


@pytest.mark.parametrize(
    "name", ["", "   ", "me@example.com", "010-1234-5678", "12345678", "x" * 61, "http://a.b"]
)
def test_what_may_be_of_a_person_is_not_kept(name):
    assert note(name) == 0


def test_one_answer_and_the_whole_list_are_bounded(monkeypatch):
    assert note("a1", "a2", "a3", "a4") == services.MOST
    monkeypatch.setattr(services, "MOST_ROWS", 3)
    assert note("b1", "a1", asker="b") == 1
    assert counted() == {"a1": 2, "a2": 1, "a3": 1}


def test_what_nobody_asks_for_any_more_is_forgotten():
    note("old", at=now() - services.KEPT - timedelta(days=1))
    note("new")
    assert services.forget(now=now()) == 1
    assert set(counted()) == {"new"}


def test_curators_read_what_is_asked_for_most_first_and_put_it_away(curator):
    for asker in "abc":
        note("<b>Radiohead</b>", asker=asker)
    note("Blur")
    page = curator.get(LIST)
    assert "<b>Radiohead" not in page.text
    assert words(page).index("Radiohead") < words(page).index("Blur")

    row = AskedFor.objects.get(times=3)
    chosen = {"_selected_action": [row.pk]}
    curator.post(LIST, {"action": "dismiss"} | chosen)
    assert "Radiohead" not in words(curator.get(LIST))
    assert "Radiohead" in words(curator.get(LIST, {"dismissed": "yes"}))

    curator.post(f"{LIST}?dismissed=yes", {"action": "take_back"} | chosen)
    assert "Radiohead" in words(curator.get(LIST))


def test_nothing_in_the_table_leads_to_a_member():
    assert not [field for field in AskedFor._meta.get_fields() if field.is_relation]
