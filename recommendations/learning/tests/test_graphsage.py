"""The graph network, and two lists one by one (CONTRACT S49-S51, S55-S57)."""

import pickle
import subprocess
import sys
from dataclasses import asdict, replace

import numpy as np
import pytest
from scipy.sparse import csr_array

from recommendations.learning.graphsage.hiding import parted, replaced
from recommendations.learning.graphsage.method import GraphSage
from recommendations.learning.graphsage.vectors import Embedded
from recommendations.learning.popularity import Popularity
from recommendations.learning.registry import METHODS, OPTIONAL
from recommendations.learning.shuffled import Shuffled
from recommendations.learning.tests.worlds import EVEN, N_BANDS, N_TAGS, ODD, shows, two_circles
from recommendations.learning.types import World

KINDS = ("listens", "keywords")


@pytest.fixture
def _torch():
    pytest.importorskip("torch")


def fitted(learns: str, world: World) -> Embedded:
    return GraphSage(learns, dimensions=4, features=4, hidden=8, steps=60).fit(world)


def without_listeners(*bands: int) -> World:
    world = two_circles()
    listens = world.listens.toarray()
    listens[:, list(bands)] = 0
    return replace(world, listens=csr_array(listens))


@pytest.mark.usefixtures("_torch")
@pytest.mark.parametrize("learns", KINDS)
class TestTheNetwork:
    def test_the_circles_lie_apart(self, learns):
        bands = fitted(learns, two_circles()).bands
        middles = bands[EVEN].mean(axis=0), bands[ODD].mean(axis=0)
        inside = np.linalg.norm(bands[EVEN] - middles[0], axis=1).mean()
        assert np.linalg.norm(middles[0] - middles[1]) > 2 * inside

    def test_the_same_seed_gives_the_same_bits(self, learns):
        first, second = (asdict(fitted(learns, two_circles())) for _ in range(2))
        assert all(np.array_equal(first[name], second[name]) for name in first)

    def test_a_band_without_listeners_comes_before_all_of_the_other_circle(self, learns):
        scores = fitted(learns, without_listeners(0)).scores(shows(2, 4))[0]
        assert scores[0] > scores[ODD].max()

    def test_keywords_alone_say_which_circle(self, learns):
        scores = fitted(learns, two_circles()).scores(shows(words=(0, 2)))[0]
        assert scores[EVEN].mean() > scores[ODD].mean()

    def test_where_nothing_can_be_hidden_nothing_is_learnt(self, learns):
        alone = csr_array(np.eye(N_BANDS, dtype=np.float32))
        single = World(alone, alone[:, :N_TAGS], alone[:, :N_TAGS])
        assert np.isfinite(fitted(learns, single).scores(shows(0, words=(1,)))).all()

    def test_two_layers_separate_the_circles_too(self, learns):
        model = GraphSage(learns, dimensions=4, features=4, hidden=8, layers=2, steps=60)
        scores = model.fit(two_circles()).scores(shows(0, 2, 4))[0]
        assert scores[EVEN].mean() > scores[ODD].mean()

    def test_what_is_learnt_is_arrays_that_score_without_torch(self, learns):
        model = fitted(learns, two_circles())
        assert all(array.dtype == np.float32 for array in asdict(model).values())
        script = (
            "import pickle, sys; model, tastes = pickle.load(sys.stdin.buffer);"
            "sys.stdout.buffer.write(model.scores(tastes).tobytes());"
            "sys.exit('torch' in sys.modules)"
        )
        tastes = shows(0, 2, words=(1,))
        command = [sys.executable, "-c", script]
        given = pickle.dumps((model, tastes))
        done = subprocess.run(command, input=given, capture_output=True, check=True)
        scores = np.frombuffer(done.stdout, dtype=np.float32)
        assert np.allclose(scores, model.scores(tastes)[0])


@pytest.mark.usefixtures("_torch")
def test_content_does_not_ask_who_listens():
    known, unknown = (fitted("keywords", world) for world in (two_circles(), without_listeners(3)))
    assert np.array_equal(known.bands, unknown.bands)


def test_the_registry_has_them_only_where_torch_is():
    script = (
        "import sys, importlib.util as util; found = util.find_spec;"
        "util.find_spec = lambda name, *rest: None if name == 'torch' else found(name, *rest);"
        "from recommendations.learning.registry import METHODS, OPTIONAL;"
        "assert 'torch' not in sys.modules and not OPTIONAL.keys() & METHODS.keys()"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
    pytest.importorskip("torch")
    assert OPTIONAL.keys() <= METHODS.keys()


def test_what_is_hidden_and_what_is_shown_are_the_row():
    rows = two_circles().listens
    shown, hidden = parted(rows, np.random.default_rng(1))
    assert np.array_equal((shown + hidden).toarray(), rows.toarray())
    assert (np.diff(shown.indptr) > 0).all()
    assert (np.diff(hidden.indptr) > 0).all()


def test_only_the_named_rows_are_replaced():
    rows = csr_array(np.eye(4, dtype=np.float32))
    by = csr_array(np.array([[0, 0, 0, 7], [8, 0, 0, 0]], dtype=np.float32))
    result = replaced(rows, np.array([1, 3]), by).toarray()
    assert result.tolist() == [[1, 0, 0, 0], [0, 0, 0, 7], [0, 0, 1, 0], [8, 0, 0, 0]]


class Falling:
    """Bands by id, from `start` on and then from 0."""

    def __init__(self, start: int) -> None:
        self.start = start

    def fit(self, world: World) -> "Falling":
        return self

    def scores(self, tastes):
        return -((np.arange(N_BANDS, dtype=np.float32) - self.start) % N_BANDS)[np.newaxis]


def order(first: int, second: int, *picks: int) -> list[int]:
    scores = Shuffled(Falling(first), Falling(second)).fit(two_circles()).scores(shows(*picks))
    return np.argsort(-scores[0], kind="stable").tolist()


def test_two_lists_take_turns():
    assert order(0, 10)[:6] == [0, 10, 1, 11, 2, 12]


def test_what_both_lists_have_comes_once_and_everything_comes():
    assert order(0, 1)[:4] == [0, 1, 2, 3]
    assert sorted(order(0, 1)) == list(range(N_BANDS))


def test_a_pick_takes_no_turn():
    assert order(0, 10, 0, 11)[:4] == [1, 10, 2, 12]


def test_a_list_with_itself_is_the_list():
    world, method = two_circles(), Popularity()
    alone = np.argsort(-method.fit(world).scores(shows())[0], kind="stable")
    both = np.argsort(-Shuffled(method, method).fit(world).scores(shows())[0], kind="stable")
    assert np.array_equal(alone, both)
