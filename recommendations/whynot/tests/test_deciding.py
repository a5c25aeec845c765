"""The answer is the engine's own decision, for every band of many small worlds (FEATURES N2)."""

import numpy as np
import pytest

from recommendations.algorithms.nearest import ArrayNearest
from recommendations.algorithms.overhearing import EVERYTHING, Overhearing
from recommendations.algorithms.registry import ALGORITHMS
from recommendations.algorithms.tests.worlds import World, member, random_world
from recommendations.whynot.deciding import Answer, Fate, Known, Made, Missed, answer

NO_VECTOR = -1  # an id that no band of a world has
WORLDS = [
    random_world(seed, kind=kind, n=n, d=4, picks=picks, steered=seed % 3 > 0)
    for seed, (kind, n, picks) in enumerate(
        (kind, n, picks)
        for kind in ("sphere", "clustered", "grid", "twins")
        for n, picks in ((4, 1), (9, 2), (12, 3), (24, 5))
    )
] + [member(number) for number in range(2)]


def overheard(world: World, algorithm: str) -> Made:
    heard = Overhearing(world.nearest(), EVERYTHING)
    ranking = ALGORITHMS[algorithm](world.taste(), heard)
    return Made(ranking, tuple(heard.found))


def known(band_id: int, world: World) -> Known:
    is_picked = band_id in world.picks
    return Known(band_id, is_public=True, is_picked=is_picked, is_blocked=False, has_text=True)


def answers(world: World, made: Made) -> dict[int, Answer]:
    return {pk: answer(known(pk, world), made) for pk in (*world.ids.tolist(), NO_VECTOR)}


def missed(world: World, made: Made, fate: Fate) -> dict[int, Missed]:
    given = answers(world, made).items()
    return {pk: each.missed for pk, each in given if each.fate == fate and each.missed}


@pytest.mark.parametrize("algorithm", sorted(ALGORITHMS))
def test_overhearing_changes_no_list(algorithm):
    for world in WORLDS:
        plain = ALGORITHMS[algorithm](world.taste(), world.nearest())
        assert overheard(world, algorithm).ranking == plain


@pytest.mark.parametrize("algorithm", sorted(ALGORITHMS))
def test_every_band_has_the_one_answer_that_is_true(algorithm):
    """The listed are the list in its order, the picks are the picks, all others were passed by."""
    for world in WORLDS:
        made = overheard(world, algorithm)
        given = answers(world, made)
        hits = [hit.band_id for hit in made.ranking.hits]

        assert {pk: each.place for pk, each in given.items() if each.fate == Fate.LISTED} == {
            pk: place for place, pk in enumerate(hits, start=1)
        }
        assert {pk for pk, each in given.items() if each.fate == Fate.PICKED} == set(world.picks)
        assert given[NO_VECTOR].fate == Fate.NO_VECTOR
        passed_by = {pk for pk, each in given.items() if each.missed}
        assert passed_by == set(world.ids.tolist()) - set(world.picks) - set(hits)


@pytest.mark.parametrize("algorithm", ["v1", "v2", "ours"])
def test_without_as_many_before_it_a_band_would_be_in_the_list(algorithm):
    """`short` means what it says: the engine lists the band last once so many before it are gone,
    and not before."""
    checked = 0
    for world in WORLDS:
        made = overheard(world, algorithm)
        if len(made.found) > 1:
            continue
        order = made.found[0].band_ids.tolist()
        for pk, each in missed(world, made, Fate.BEHIND).items():
            before = order[: each.rank - 1]
            for gone, is_in in ((each.short, True), (each.short - 1, False)):
                rest = ArrayNearest(world.ids, world.vectors, {*world.picks, *before[:gone]})
                hits = ALGORITHMS[algorithm](world.taste(), rest).hits
                assert (pk == hits[-1].band_id) is is_in
            checked += 1
    assert checked


@pytest.mark.parametrize("algorithm", sorted(ALGORITHMS))
def test_the_ranks_are_those_of_the_search(algorithm):
    """CONTRACT A1, A7: a search as deep as a band's rank ends with that band; `short` before it
    stands the last one that got in, nearer by `gap`; no other group ranks it by a higher score."""
    for world in WORLDS:
        made = overheard(world, algorithm)
        for pk, each in missed(world, made, Fate.BEHIND).items():
            found = made.found[each.group]
            last = next(hit for hit in made.ranking.hits if hit.band_id == each.last)
            assert found.band_ids[each.rank - 1] == pk
            assert found.band_ids[each.rank - 1 - each.short] == each.last
            assert each.total == world.eligible
            assert (last.group, last.score - each.score) == (each.group, pytest.approx(each.gap))
            assert each.short >= 1
            assert each.gap >= 0
            best = max(float(one.similarities[one.band_ids == pk][0]) for one in made.found)
            assert each.score == pytest.approx(best)


@pytest.mark.parametrize("algorithm", ["v3", "ours"])
def test_a_second_place_that_others_outdid_is_called_one(algorithm):
    """CONTRACT A5: it is second of its group, no group's first, and less near than the last
    second place in the list."""
    checked = 0
    for world in WORLDS:
        made = overheard(world, algorithm)
        seconds = [hit for hit in made.ranking.hits if hit.slot == "second"]
        for pk, each in missed(world, made, Fate.OUTDONE).items():
            first = next(h for h in made.ranking.hits if (h.group, h.slot) == (each.group, "first"))
            order = made.found[each.group].band_ids.tolist()
            assert order.index(first.band_id) < order.index(pk) == each.rank - 1
            assert each.last == seconds[-1].band_id
            assert each.gap == pytest.approx(seconds[-1].score - each.score)
            assert each.gap >= 0
            assert each.short >= 1
            checked += 1
    assert checked


def test_what_is_on_record_comes_before_any_rank():
    world = WORLDS[0]
    made = overheard(world, "v3")
    hit = made.ranking.hits[0].band_id
    plain = {"is_public": True, "is_picked": False, "is_blocked": False, "has_text": True}

    def fate(**facts: bool) -> Fate:
        return answer(Known(hit, **plain | facts), made).fate

    assert fate() == Fate.LISTED
    assert fate(is_blocked=True) == Fate.BLOCKED
    assert fate(is_blocked=True, is_picked=True) == Fate.PICKED
    assert fate(is_picked=True, is_public=False) == Fate.NOT_PUBLIC


def test_where_nothing_was_made_only_what_is_on_record_is_said():
    nobody = Known(1, is_public=True, is_picked=False, is_blocked=False, has_text=True)

    assert answer(nobody, None).fate == Fate.NO_LIST


def test_without_a_vector_of_any_pick_v1_has_nothing_to_go_by():
    """V1 knows picks alone, so it cannot rank at all."""
    world = World(np.array([1, 2]), np.eye(2), picks=())

    given = answers(world, overheard(world, "v1"))

    assert {each.fate for each in given.values()} == {Fate.NOTHING_TO_GO_BY}
