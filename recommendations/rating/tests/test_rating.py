"""A list is rated from 1 to 5 on a page, and operators read what came of it."""

from datetime import timedelta

import numpy as np
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from bands.models import Band
from config.tests.admin_table import make_rating
from config.tests.reading import Elements, links, words
from config.tests.world import make_band, make_member
from recommendations.rating import services
from recommendations.rating.models import Rating
from recommendations.rating.opinions import Given, correlation, mean_of, opinions
from recommendations.suggest.models import RecommendList
from recommendations.suggest.services import update_recommendations
from recommendations.suggest.tests.worlds import EXAMPLE, hide, the_example

PAGE = "/list/rate/"
T25 = [(0.99, 5), (0.99, 4), (0.99, 4), (0.99, 4), (0.98, 2)]  # CONTRACT T25
IDS = [pk for pk, *_ in EXAMPLE]


class TestOpinions:
    """Without a database."""

    def test_the_contracts_ratings_have_the_contracts_mean(self):
        """CONTRACT T25: 3.8. By hand: covariance .018, sqrt(8e-5 * 4.8), so .9186."""
        [found] = opinions(Given(1, "v3", score, stars) for score, stars in T25)

        assert (found.mean.mean, found.ratings, found.members) == (3.8, 5, 1)
        assert found.correlation == pytest.approx(0.9186, abs=1e-4)
        assert np.isnan(found.mean.low)

    def test_with_one_rating_each_the_interval_is_students(self):
        """1, 2, 3: 2 and t(.975, 2) = 4.3027 times 1/sqrt(3)."""
        found = mean_of(np.array([1, 2, 3]), np.array([1.0, 2.0, 3.0]))

        assert found.high - 2 == pytest.approx(4.302653 / np.sqrt(3))

    def test_ratings_of_one_member_hang_together(self):
        """Members off by -2 and 2: variance 2 * 8 / 4^2 = 1, and t(.975, 1) = 12.7062."""
        found = mean_of(np.array([1, 1, 2, 2]), np.array([2.0, 2.0, 4.0, 4.0]))

        assert (found.mean, found.high - 3) == pytest.approx((3, 12.7062), rel=1e-4)

    @pytest.mark.parametrize(
        ("scores", "stars"), [([0.1, 0.2], [1, 5]), ([0.5] * 3, [1, 2, 3]), ([0, 1, 2], [3] * 3)]
    )
    def test_a_correlation_without_a_meaning_is_none(self, scores, stars):
        assert correlation(np.array(scores, float), np.array(stars, float)) is None


@pytest.fixture
def member(db):
    member = the_example()
    update_recommendations(member_id=member.pk, now=now())
    return member


def made_at() -> str:
    return RecommendList.objects.get().made_at.isoformat()


def send(client: Client, stars: list[object], **more: str):
    answers = {f"stars-{pk}": value for pk, value in zip(IDS, stars, strict=False)}
    return client.post(PAGE, {"list": made_at()} | answers | more, follow=True)


def test_the_list_leads_to_a_form_of_five_buttons_a_band(inside):
    """CONTRACT T25, T63; FEATURES 89."""
    assert PAGE in links(inside.get("/list/"))

    buttons = [tag for tag in Elements(inside.get(PAGE)).of("input") if tag.get("type") == "radio"]

    assert [tag["value"] for tag in buttons] == ["1", "2", "3", "4", "5"] * 5
    assert {tag["name"] for tag in buttons} == {f"stars-{pk}" for pk in IDS}


def test_ratings_are_kept_with_the_algorithm_and_the_score_of_their_moment(inside, member):
    """CONTRACT T23, T25: the mean is shown after saving."""
    page = send(inside, [5, 4, 4, 4, 2])

    assert "저장했어요. 내 평점의 평균은 3.8 점이에요(5팀)." in words(page)
    rows = list(member.ratings.order_by("-score").values_list("band_id", "stars", "algorithm"))
    assert rows == [(pk, n, "v3") for pk, n in zip(IDS, [5, 4, 4, 4, 2], strict=True)]
    assert member.ratings.get(band=1387).score == pytest.approx(0.6936)


def test_a_rating_can_be_changed_later_and_one_band_is_enough(inside, member):
    send(inside, [5])
    page = send(inside, [1])

    assert [rating.stars for rating in member.ratings.all()] == [1]
    chosen = [tag for tag in Elements(page).of("input") if "checked" in tag]
    assert [(tag["name"], tag["value"]) for tag in chosen] == [("stars-1387", "1")]


def test_a_new_list_is_rated_anew_and_the_old_word_stays(inside, member):
    """FEATURES 89: one rating per member, band and list."""
    send(inside, [5])
    update_recommendations(member_id=member.pk, now=now())
    assert "평균" not in words(inside.get(PAGE))
    send(inside, [2])

    assert sorted(rating.stars for rating in member.ratings.all()) == [2, 5]


@pytest.mark.parametrize("stars", [[], [0], [6], ["x"], ["-1"], ["5 "], [""]])
def test_what_is_not_one_to_five_is_refused_in_words(inside, stars):
    page = send(inside, stars)

    assert page.status_code == 400
    assert "한 팀이라도 1점에서 5점 사이로" in words(page)
    assert not Rating.objects.exists()


def test_bands_that_the_list_does_not_show_cannot_be_rated(inside):
    hide(1387)
    other = make_band()

    page = send(inside, [5], **{f"stars-{other.pk}": "5", "stars-x": "5"})

    assert (page.status_code, Rating.objects.count()) == (400, 0)


@pytest.mark.parametrize("named", ["", "x", "2026-01-01T00:00:00", "2026-01-01T00:00:00+00:00"])
def test_ratings_of_a_list_that_was_replaced_are_not_those_of_the_new_one(inside, named):
    page = send(inside, [5], list=named)

    assert page.status_code == 409
    assert "그사이에 추천을 새로 만들었어요." in words(page)
    assert not Rating.objects.exists()


def test_without_a_list_there_is_nothing_to_rate(client, db):
    client.force_login(make_member(), "members.backends.LiveMembers")

    assert client.get(PAGE).headers["Location"] == "/list/"
    assert client.post(PAGE, {"stars-1": "5"}).headers["Location"] == "/list/"


def test_ratings_go_with_their_member_and_do_not_count_after_a_leave(inside, member):
    send(inside, [5, 4])
    member.deleted_at = now()
    member.save()
    assert services.all_opinions() == []

    member.delete()
    assert not Rating.objects.exists()


def test_the_database_keeps_one_rating_a_list_from_one_to_five(member):
    make_rating(member=member)
    with pytest.raises(IntegrityError, match="rating_is_one_to_five"), transaction.atomic():
        make_rating(stars=6)
    with pytest.raises(IntegrityError, match="rating_once_a_list"), transaction.atomic():
        Rating.objects.bulk_create([Rating(**_columns()), Rating(**_columns())])


def _columns() -> dict:
    row = Rating.objects.values().first()
    return {name: value for name, value in row.items() if name != "id"}


def test_a_page_costs_few_queries(inside, django_assert_max_num_queries):
    send(inside, [5, 4, 4, 4, 2])
    with django_assert_max_num_queries(12):  # RELIABILITY L7
        inside.get(PAGE)


def test_operators_read_means_counts_and_the_correlation_beside_each_cosine(operator, member):
    """CONTRACT T25, T63: by algorithm, and each rating beside its cosine."""
    for score, stars in T25:
        make_rating(member=member, score=score, stars=stars)
    make_rating(score=0.5, stars=1, algorithm="v2", rated_at=now() - timedelta(days=1))

    page = operator.get(reverse("admin:recommendations_rating_changelist"))

    said = words(page)
    assert "v3 5 1 3.80 +0.92" in said
    assert "v2 1 1 1.00 –" in said
    assert "0.9900 4" in said
    assert page.text.count('id="opinions"') == 1
    assert member.username not in page.text


def test_the_admin_of_no_ratings_says_so(operator):
    page = operator.get(reverse("admin:recommendations_rating_changelist"))

    assert "아직 아무도 평가하지 않았습니다." in words(page)
    assert not Band.objects.exists()
