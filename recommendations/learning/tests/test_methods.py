"""What every method keeps, in a world whose answer is known (CONTRACT A11, S125, S39, S105).

TF-IDF of keywords, Top-K by two distances, SVD of who listens to what: CONTRACT T26-T28, T30, T39,
T51, T52, T65.
"""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_array

from recommendations.learning.registry import METHODS
from recommendations.learning.tests.worlds import EVEN, N_BANDS, N_TAGS, ODD, shows, two_circles
from recommendations.learning.types import Method, Tastes

BLIND = {"random", "popularity"}  # to what a listener shows
DIMENSIONS = 4  # the world has twenty bands; with as many dimensions nothing is generalised
STEPS = 60


def small(name: str) -> Method:
    return smaller(METHODS[name])


def smaller(method: Method) -> Method:
    numbers = {"dimensions": DIMENSIONS, "steps": STEPS}
    changed = {field: value for field, value in numbers.items() if hasattr(method, field)}
    for part in ("first", "second"):
        if hasattr(method, part):
            changed[part] = smaller(getattr(method, part))
    return replace(method, **changed) if changed else method


@pytest.fixture(params=METHODS)
def name(request):
    return request.param


@pytest.mark.parametrize("own", [EVEN, ODD], ids=["even", "odd"])
def test_a_listener_gets_bands_of_the_own_circle(name, own):
    if name in BLIND:
        pytest.skip("it gives everybody the same")
    model = small(name).fit(two_circles())
    picks = own[:3]

    scores = model.scores(shows(*picks))[0]

    others = np.setdiff1d(np.arange(N_BANDS), picks)
    best = others[np.argsort(-scores[others], kind="stable")[:3]]
    assert set(best) <= set(own)


def test_twice_gives_the_same_to_the_last_bit(name):
    first, second = (small(name).fit(two_circles()).scores(shows(0, 2, 4)) for _ in range(2))
    assert np.array_equal(first, second)


def test_scores_are_finite_for_everybody(name):
    """Someone without picks, with words alone, and with everything."""
    model = small(name).fit(two_circles())
    picks = csr_array(np.vstack([np.zeros(N_BANDS), np.zeros(N_BANDS), np.ones(N_BANDS)]))
    words = csr_array(np.vstack([np.zeros(N_TAGS), np.eye(N_TAGS)[1], np.ones(N_TAGS)]))
    scores = model.scores(Tastes(picks.astype(np.float32), words.astype(np.float32)))
    assert scores.shape == (3, N_BANDS)
    assert scores.dtype == np.float32
    assert np.isfinite(scores).all()


def test_many_at_once_get_what_each_gets_alone(name):
    model = small(name).fit(two_circles())
    one, other = shows(0, 2), shows(1, 3, 5)
    both = Tastes(
        csr_array(np.vstack([one.picks.toarray(), other.picks.toarray()])),
        csr_array(np.vstack([one.words.toarray(), other.words.toarray()])),
    )
    alone = np.vstack([model.scores(one), model.scores(other)])
    assert np.allclose(model.scores(both), alone, atol=1e-5)


@pytest.mark.parametrize("name", ["tf-idf", "v2", "ials, tags"])
def test_a_chosen_word_brings_its_carriers_forward(name):
    world = two_circles()
    word = int(np.argmax(np.diff(world.tags.T.tocsr().indptr)))
    carriers = world.tags[:, [word]].toarray().ravel() > 0
    model = small(name).fit(world)

    without, given = model.scores(shows(0, 1)), model.scores(shows(0, 1, words=(word,)))

    gained = (given - without)[0]
    assert gained[carriers].mean() > gained[~carriers].mean()
