"""Order, intervals, splits and the whole way of a method through a trial."""

from xml.etree import ElementTree

import numpy as np
import pytest
from scipy.sparse import csr_array

from recommendations.evaluation import hetrec, splits
from recommendations.evaluation.bootstrap import interval, paired
from recommendations.evaluation.front import front
from recommendations.evaluation.hetrec import Recorded, Tagging
from recommendations.evaluation.protocols import genres, held_to
from recommendations.evaluation.ranking import ranked
from recommendations.evaluation.splits import SPLITS
from recommendations.evaluation.tables import differences, table
from recommendations.learning.registry import METHODS
from recommendations.learning.sparse import columns_of

ALL = np.ones(6, dtype=bool)


@pytest.fixture(scope="module")
def recorded() -> Recorded:
    """60 listeners of 10 of 40 bands, in two circles, who tagged some of them."""
    rng = np.random.default_rng(3)
    rows = [rng.choice(np.arange(n % 2, 40, 2), size=10, replace=False) for n in range(60)]
    listeners = np.repeat(np.arange(60), 10)
    bands = np.concatenate(rows)
    tagged = rng.random(600) < 0.5
    tags = bands[tagged] % 2 + 2 * rng.integers(4, size=tagged.sum())
    tagging = Tagging(listeners[tagged], bands[tagged], tags)
    return Recorded(hetrec.binary(listeners, bands, (60, 40)), tagging, 8)


def test_the_best_come_first_and_what_is_not_allowed_is_not_there():
    scores = np.array([1.0, 3.0, 1.5, 4.0, 2.0, 0.0])
    assert ranked(scores, ALL, 4).tolist() == [3, 1, 4, 2]
    assert ranked(scores, scores < 3, 5).tolist() == [4, 2, 0, 5, -1]


def test_ties_fall_as_chance_has_it_the_same_every_time_and_not_by_id():
    """Ids go with popularity, so an order by id would reward who knows nothing."""
    equal, everyone = np.zeros(1000), np.ones(1000, dtype=bool)
    first, second = (ranked(equal, everyone, 1000) for _ in range(2))
    assert np.array_equal(first, second)
    assert sorted(first) == list(range(1000))
    assert abs(np.corrcoef(first, np.arange(1000))[0, 1]) < 0.1


def test_an_interval_holds_its_mean_and_repeats_itself():
    values = np.append(np.random.default_rng(1).random(200), np.nan)
    found = interval(values)
    assert found.low < found.mean < found.high
    assert found == interval(values)
    assert paired(values + 0.5, values).low == pytest.approx(0.5)


@pytest.mark.parametrize("name", SPLITS)
@pytest.mark.parametrize("part", ["validation", "test"])
def test_what_is_relevant_is_nowhere_in_what_is_known(recorded, name, part):
    trial = SPLITS[name](recorded, part)
    picks = columns_of(trial.tastes.picks)
    assert sum(len(row) for row in trial.relevant) > 0
    for shown, wanted in zip(picks, trial.relevant, strict=True):
        assert not set(shown) & set(wanted)
    if name == "p1":
        known = trial.world.listens.toarray()
        assert not any(known[row, list(wanted)].any() for row, wanted in enumerate(trial.relevant))


@pytest.mark.parametrize("name", SPLITS)
def test_a_split_is_the_same_every_time(recorded, name):
    first, second = (SPLITS[name](recorded, "test") for _ in range(2))
    assert (first.world.listens != second.world.listens).nnz == 0
    assert all(np.array_equal(*both) for both in zip(first.relevant, second.relevant, strict=True))


def test_a_test_listener_shows_five_bands_and_three_favourite_tags(recorded):
    """CONTRACT T50: what is learnt from and what is asked for are apart."""
    trial = splits.few_picks(recorded, "test")
    assert trial.tastes.picks.shape[0] == 12
    assert trial.world.listens.shape[0] == 48
    assert set(np.diff(trial.tastes.picks.indptr)) == {5}
    assert np.diff(trial.tastes.words.indptr).max() == 3


def test_the_tags_that_a_listener_gave_to_what_is_held_out_are_held_out_too(recorded):
    trial = splits.warm(recorded, "test")
    known = trial.world.listens.toarray()
    tagging = recorded.tagging
    expected = sum(known[pair] for pair in zip(tagging.listeners, tagging.bands, strict=True))
    assert trial.world.tags.sum() == expected < len(tagging.tags)


def test_fewer_picks_are_the_first_of_more(recorded):
    one = splits.few_picks(recorded, "test", bands=1, words=0)
    five = splits.few_picks(recorded, "test")
    assert (one.tastes.picks - one.tastes.picks.multiply(five.tastes.picks)).nnz == 0
    assert not one.tastes.words.nnz
    assert all(np.array_equal(*both) for both in zip(one.relevant, five.relevant, strict=True))


def test_cold_bands_have_lost_all_listeners_and_only_they_are_asked_for(recorded):
    trial = SPLITS["p3-cold"](recorded, "test")
    assert trial.cold.sum() == 8
    assert trial.tastes.picks.shape[0] == 12
    assert not trial.world.listens[:, trial.cold].nnz
    assert np.array_equal(trial.allowed, trial.cold)
    assert all(trial.cold[row].all() for row in trial.relevant)


def test_who_is_asked_said_nothing_of_a_cold_band_and_others_did(recorded):
    trial = SPLITS["p3-cold"](recorded, "test")
    asked, _others = splits._fifth(np.random.default_rng(splits.SEED).permutation(60))
    by_others = ~np.isin(recorded.tagging.listeners, asked)
    expected = splits.tag_counts(recorded, recorded.tagging.only(by_others))
    assert (trial.world.tags[trial.cold] != expected[trial.cold]).nnz == 0
    assert trial.world.tags[trial.cold].nnz


def test_among_all_a_cold_band_has_its_share_of_what_is_right(recorded):
    outcome = held_to(METHODS["random"], SPLITS["p3-all"](recorded, "test"))
    shares = outcome.of_lists
    assert 0 < shares["cold share of relevance"] < 1
    assert 0 < shares["cold share of places"] < 1


def test_who_knows_the_circles_is_better_than_chance_and_the_tables_say_by_how_much(recorded):
    """CONTRACT S75, S118, T62, T64: measured by what listeners chose, beside the simplest lines."""
    trial = SPLITS["p2"](recorded, "test")
    outcomes = {name: held_to(METHODS[name], trial) for name in ("random", "item-knn")}

    means = {name: one.by_listener["NDCG@10"].mean() for name, one in outcomes.items()}
    assert means["item-knn"] > means["random"] + 0.1
    assert "| item-knn" in table(outcomes)
    assert "+" in differences(outcomes, "random")


def test_the_published_files_are_read_as_they_are(tmp_path):
    """Tags of bands that the list of bands does not have are left out."""
    (tmp_path / "artists.dat").write_text("id\tname\n7\t잠비나이\n3\tX\n", encoding="utf-8")
    (tmp_path / "user_artists.dat").write_text(
        "userID\tartistID\tweight\n2\t7\t5\n9\t3\t1\n9\t7\t2\n"
    )
    (tmp_path / "user_taggedartists.dat").write_text(
        "userID\tartistID\ttagID\tday\n2\t7\t11\t1\n9\t7\t11\t1\n9\t99\t11\t1\n5\t3\t4\t1\n"
    )
    found = hetrec.read(tmp_path)
    assert found.listens.toarray().tolist() == [[0, 1], [1, 1]]
    counts = splits.tag_counts(found, found.tagging)
    assert counts.toarray().tolist() == [[1, 0], [0, 2]]
    assert found.tagging.listeners.tolist() == [0, 1, -1]
    assert isinstance(found.listens, csr_array)


def test_genres_are_shares_of_a_bands_tags(recorded):
    shares = genres(splits.warm(recorded, "test").world)
    assert np.allclose(shares.sum(axis=1), 1)
    assert (shares >= 0).all()


def test_the_front_is_a_chart_that_stands_alone(recorded):
    trial = SPLITS["p2"](recorded, "test")
    drawn = front({name: held_to(METHODS[name], trial) for name in ("random", "item-knn")}, "p2")
    assert ElementTree.fromstring(drawn).tag.endswith("svg")
    assert "item-knn" in drawn
    assert "<style>" in drawn
