"""The pages that are shown when something went wrong."""

import pytest
from django.test import Client

from config.tests.reading import Elements, links, words
from config.tests.world import make_member

FAULTY = pytest.mark.urls("config.tests.faulty_urls")
FAULTS = [
    ("suspicious", 400, "요청을 이해하지 못했어요"),
    ("forbidden", 403, "볼 수 없는 화면이에요"),
    ("busy", 409, "같은 목록을 만드는 중입니다."),
    ("bug", 500, "우리 쪽에 문제가 생겼어요"),
    ("database", 503, "지금은 답할 수 없습니다."),
]


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@FAULTY
@pytest.mark.parametrize(("fault", "status", "said"), FAULTS)
def test_a_fault_gets_a_page_without_asking_the_database(visitor, fault, status, said):
    """No database is open to this test, so none is asked. RELIABILITY S14: nothing leaks."""
    page = visitor.get(f"/faulty/{fault}/")

    assert page.status_code == status
    assert said in words(page)
    assert "/" in links(page) or "/list/" in links(page)
    assert "secret" not in page.text


@FAULTY
@pytest.mark.parametrize(("fault", "status", "said"), FAULTS)
def test_a_fault_speaks_the_visitors_language(visitor, fault, status, said):
    page = visitor.get(f"/faulty/{fault}/", headers={"Accept-Language": "en"})

    assert Elements(page).of("html")[0]["lang"] == "en"
    assert said not in page.text


@FAULTY
def test_a_database_that_is_away_says_when_to_come_back(visitor):
    assert int(visitor.get("/faulty/database/").headers["Retry-After"]) > 0


@pytest.mark.django_db
def test_a_page_that_is_not_there_offers_the_catalogue(visitor):
    page = visitor.get("/nowhere/")

    assert page.status_code == 404
    assert "여기까지 팠는데 아무것도 없네요" in words(page)
    assert "/bands/" in links(page)


@pytest.mark.django_db
def test_a_form_from_an_old_page_is_told_to_reload():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_member())

    page = client.post("/pick/bands/", {"pick": 1})

    assert page.status_code == 403
    assert "화면이 오래됐어요" in words(page)
