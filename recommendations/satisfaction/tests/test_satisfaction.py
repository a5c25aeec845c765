"""The weekly question: when it is asked, what is kept, what operators read (CONTRACT S82, S97)."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import make_aware, now

from config.tests.admin_table import make_weekly_answer
from config.tests.reading import Elements, words
from config.tests.world import make_member
from members.services import Said, react
from recommendations.satisfaction import services
from recommendations.satisfaction.due import is_due
from recommendations.satisfaction.models import WeeklyAnswer
from recommendations.satisfaction.weeks import Tally, weeks
from recommendations.suggest.services import update_recommendations
from recommendations.suggest.tests.worlds import EXAMPLE, the_example

PAGE = "/list/weekly/"
HTMX = {"HX-Request": "true"}
SUNDAY = make_aware(datetime(2026, 11, 29, 12))
ASKED = "새로 알게 된 밴드가 있었나요?"


class TestWithoutADatabase:
    def test_nobody_is_asked_before_the_first_list(self):
        assert not is_due(has_list=False, last=None, now=SUNDAY)
        assert is_due(has_list=True, last=None, now=SUNDAY)

    @pytest.mark.parametrize(
        ("ago", "due"),
        [
            (timedelta(), False),
            (timedelta(days=7, microseconds=-1), False),
            (timedelta(days=7), True),
            (timedelta(days=-1), False),
        ],
    )
    def test_a_week_passes_between_two_questions(self, ago, due):
        assert is_due(has_list=True, last=SUNDAY - ago, now=SUNDAY) is due

    def test_weeks_count_every_answer_and_have_the_mean_of_those_who_said_one(self):
        """By hand: (5 * 2 + 2) / 3 = 4."""
        one, two = date(2026, 11, 16), date(2026, 11, 23)
        tallies = [Tally(one, 5, True, 2), Tally(one, 2, None, 1), Tally(two, None, None, 4)]

        later, first = weeks(tallies)

        assert (later.begins, later.answers, later.mean, later.put_off) == (two, 0, None, 4)
        assert dict(first.counts) == {5: 2, 4: 0, 3: 0, 2: 1, 1: 0}
        assert (first.mean, first.found_new, first.found_nothing) == (4, 2, 0)


@pytest.fixture
def member(db):
    member = the_example()
    update_recommendations(member_id=member.pk, now=SUNDAY)
    return member


def test_the_list_asks_on_a_scale_of_five_and_with_yes_or_no(inside):
    """CONTRACT S97."""
    page = inside.get("/list/")

    said = words(page)
    assert "매우 그렇다 그렇다 보통이다 그렇지 않다 매우 그렇지 않다" in said
    assert ASKED in said
    offered = [(tag["name"], tag["value"]) for tag in Elements(page).of("input") if "value" in tag]
    scale = [value for name, value in offered if name == "satisfaction"]
    assert scale == ["5", "4", "3", "2", "1"]


def test_without_a_list_nobody_is_asked_and_nothing_is_kept(client, db):
    client.force_login(make_member(), "members.backends.LiveMembers")

    assert ASKED not in words(client.get("/list/"))
    client.post(PAGE, {"satisfaction": "5"})
    assert not WeeklyAnswer.objects.exists()


@pytest.mark.parametrize("form", [{"satisfaction": "4", "found_new": "no"}, {"later": "1"}])
def test_who_answered_or_put_it_off_is_asked_again_after_a_week(inside, form):
    with time_machine.travel(SUNDAY, tick=False) as clock:
        answer = inside.post(PAGE, form)
        assert answer.status_code == 303
        assert 'id="weekly"' in inside.get(answer["Location"]).text
        assert ASKED not in words(inside.get("/list/"))
        clock.shift(timedelta(days=7))
        inside.force_login(WeeklyAnswer.objects.get().member, "members.backends.LiveMembers")
        assert ASKED in words(inside.get("/list/"))


def test_an_answer_is_kept_once_a_week_with_whether_the_member_had_reacted(inside, member):
    """CONTRACT S82; two windows, two answers: the first counts."""
    react(member=member, band_id=EXAMPLE[0][0], said=Said("liked"), now=now())
    for stars in ("4", "1"):
        inside.post(PAGE, {"satisfaction": stars, "found_new": "yes"}, headers=HTMX)

    kept = WeeklyAnswer.objects.get()
    assert (kept.satisfaction, kept.found_new, kept.has_reacted) == (4, True, True)


def test_htmx_gets_thanks_in_the_place_of_the_question_with_the_focus(inside):
    page = inside.post(PAGE, {"later": "1"}, headers=HTMX)

    [thanks] = Elements(page).of("p")
    assert (thanks["id"], "autofocus" in thanks) == ("weekly", True)
    kept = WeeklyAnswer.objects.get()
    assert (kept.satisfaction, kept.found_new) == (None, None)


@pytest.mark.parametrize("said", ["", "0", "6", "x", "-1"])
def test_what_is_not_on_the_scale_is_refused_in_words(inside, said):
    page = inside.post(PAGE, {"satisfaction": said, "found_new": "yes"})

    assert page.status_code == 400
    assert "다섯 가운데 하나를 골라 주세요" in words(page)
    assert not WeeklyAnswer.objects.exists()


def test_the_database_keeps_the_scale_and_nothing_beside_a_question_put_off(member):
    for columns in ({"satisfaction": 6}, {"satisfaction": 0}, {"satisfaction": None}):
        with pytest.raises(IntegrityError, match="on_the_scale"), transaction.atomic():
            make_weekly_answer(member=member, **columns)


def test_operators_read_counts_by_week_and_means_with_and_without_feedback(operator, member):
    """CONTRACT S82: how feedback raises satisfaction; nobody is named."""
    for days, answer, reacted in ((0, 5, True), (0, 4, True), (0, 2, False), (7, 3, False)):
        made = {"answered_at": SUNDAY - timedelta(days=days), "has_reacted": reacted}
        make_weekly_answer(satisfaction=answer, found_new=answer > 3, **made)
    make_weekly_answer(member=member, satisfaction=None, found_new=None, answered_at=SUNDAY)
    gone = make_member(deleted_at=now())
    make_weekly_answer(member=gone, satisfaction=1, answered_at=SUNDAY)

    page = operator.get(reverse("admin:recommendations_weeklyanswer_changelist"))

    said = words(page)
    assert "2026-11-23 1 1 0 1 0 3.67 2 / 3 1" in said
    assert "2026-11-16 0 0 1 0 0 3.00 0 / 1 0" in said
    assert "반응을 남긴 사람 2 4.50" in said
    assert "반응을 남기지 않은 사람 2 2.50" in said
    assert page.text.count('id="satisfaction"') == 1
    assert member.username not in page.text


def test_the_admin_of_no_answers_says_so(operator):
    page = operator.get(reverse("admin:recommendations_weeklyanswer_changelist"))

    assert "아직 아무도 답하지 않았습니다." in words(page)
    assert services.with_and_without_feedback() == {}
