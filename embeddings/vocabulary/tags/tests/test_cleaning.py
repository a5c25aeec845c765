"""The steps from tags to a vocabulary (CONTRACT S14-S20)."""

import numpy as np
import pytest

from embeddings.vocabulary.tags.cleaning import (
    Tags,
    around_their_mean,
    categories,
    meaningful,
    near_merged,
    plane,
    spelt_once,
    tail_cut,
)


def tags(**named):
    """name=(uses, angle in degrees), the most used first."""
    ordered = sorted(named.items(), key=lambda pair: -pair[1][0])
    angles = np.radians([angle for _name, (_uses, angle) in ordered])
    return Tags(
        tuple(name for name, _ in ordered),
        np.array([uses for _name, (uses, _angle) in ordered]),
        np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32),
    )


def test_case_spaces_and_signs_make_no_tag():
    total, into = spelt_once({"post-rock": 5, "Post Rock": 3, "POSTROCK": 1, "포크": 2})

    assert dict(total) == {"post-rock": 9, "포크": 2}
    assert into == {"Post Rock": "post-rock", "POSTROCK": "post-rock"}


def test_near_tags_go_into_the_most_used_one_with_their_uses():
    found = near_merged(tags(chill=(10, 0), chilled=(4, 5), metal=(7, 90)), least=0.9)

    assert found.into == {"chilled": "chill"}
    assert dict(zip(found.tags.names, found.tags.uses, strict=True)) == {"chill": 14, "metal": 7}


def test_merges_make_no_chains():
    """b is near a, c is near b and not a: c stays."""
    found = near_merged(tags(a=(9, 0), b=(8, 20), c=(7, 40)), least=0.93)

    assert found.into == {"b": "a"}
    assert found.tags.names == ("a", "c")


def test_tags_with_other_digits_are_not_one():
    found = near_merged(tags(**{"80s": (9, 0), "90s": (8, 1), "80s music": (7, 2)}), least=0.9)

    assert found.into == {"80s music": "80s"}


def test_blocks_of_any_size_give_the_same_merges(monkeypatch):
    chance = np.random.default_rng(1)
    vectors = around_their_mean(chance.normal(size=(200, 8)).astype(np.float32))
    many = Tags(tuple(map(str, range(200))), np.arange(200, 0, -1), vectors)
    whole = near_merged(many, least=0.8).into

    monkeypatch.setattr("embeddings.vocabulary.tags.cleaning.BLOCK", 7)

    assert near_merged(many, least=0.8).into == whole


def test_the_tail_is_cut_by_use():
    kept, tail = tail_cut(tags(rock=(5, 0), pop=(2, 50), typo=(1, 99)), least=2)

    assert (kept.names, tail.names) == (("rock", "pop"), ("typo",))


def test_what_is_nearer_to_noise_than_to_music_says_nothing():
    music, noise = tags(rock=(1, 0)).vectors, tags(favourite=(1, 90)).vectors

    kept, rest = meaningful(
        tags(**{"indie rock": (3, 20), "my faves": (2, 80)}), about=music, noise=noise
    )

    assert (kept.names, rest.names) == (("indie rock",), ("my faves",))


def test_a_category_is_named_by_a_used_tag_at_its_centre():
    found = categories(
        tags(rock=(50, 2), typo=(1, 0), loud=(9, 6), folk=(40, 90), calm=(20, 88), x=(1, 89)),
        count=2,
    )

    assert [group.name for group in found] == ["folk", "rock"]
    assert [len(group.members) for group in found] == [3, 3]


@pytest.mark.parametrize(("n", "groups"), [(0, 0), (1, 1), (5, 5), (30, 9)])
def test_there_are_no_more_categories_than_tags(n, groups):
    many = tags(**{f"t{number}": (1, 12 * number) for number in range(n)})

    found = categories(many if n else many.only(np.array([], dtype=int)))

    assert len(found) == groups
    assert sum(len(group.members) for group in found) == n


def test_the_same_tags_give_the_same_categories_twice():
    many = tags(**{f"t{number}": (number, 7 * number) for number in range(40)})

    first, second = categories(many), categories(many)

    assert [group.name for group in first] == [group.name for group in second]


def test_the_plane_keeps_what_differs_most():
    points = plane(np.array([[-9, 0, 0], [9, 0, 0], [0, 2, 0], [0, -2, 0]], dtype=np.float32))

    assert np.abs(points[:, 0]).round(3).tolist() == [9, 9, 0, 0]
    assert np.abs(points[:, 1]).round(3).tolist() == [0, 0, 2, 2]
    assert plane(points[:1]).tolist() == [[0, 0]]
