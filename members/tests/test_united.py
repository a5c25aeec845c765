"""What an account keeps when a guest signs in to it: rule by rule, without a database."""

from datetime import datetime, timedelta

from members.united import Kept, added

START = datetime.fromisoformat("2026-11-01T09:00+09:00")
ROOM = {"most_bands": 5, "most_keywords": 3}


def picked(*ids: int) -> dict[int, datetime]:
    """First picked first."""
    return {one: START + timedelta(minutes=place) for place, one in enumerate(ids)}


def test_picks_and_keywords_are_united_with_their_moments():
    new = added(
        Kept(bands=picked(1, 2), keywords=picked(7)),
        Kept(bands=picked(2, 3), keywords=picked(7, 8)),
        **ROOM,
    )

    assert new.bands == {3: START + timedelta(minutes=1)}
    assert list(new.keywords) == [8]


def test_the_first_picks_of_the_guest_come_first_where_room_is_short():
    new = added(
        Kept(bands=picked(1, 2, 3), keywords=picked(7, 8)),
        Kept(bands=picked(9, 4, 6), keywords=picked(5, 4)),
        **ROOM,
    )

    assert (list(new.bands), list(new.keywords)) == ([9, 4], [5])


def test_a_full_account_takes_no_more_picks():
    full = Kept(bands=picked(1, 2, 3, 4, 5, 6))

    assert not added(full, Kept(bands=picked(7)), **ROOM).bands


def test_a_band_that_the_account_blocks_is_not_picked():
    account = Kept(words={1: "not for me"}, blocked=frozenset({1}))

    assert not added(account, Kept(bands=picked(1)), **ROOM).bands


def test_a_band_that_the_account_likes_is_picked():
    assert list(added(Kept(words={1: "liked"}), Kept(bands=picked(1)), **ROOM).bands) == [1]


def test_of_two_words_about_a_band_the_accounts_holds():
    account = Kept(words={1: "liked"})
    guest = Kept(words={1: "hidden", 2: "known"}, blocked=frozenset({1, 2}))

    new = added(account, guest, **ROOM)

    assert (dict(new.words), new.blocked) == ({2: "known"}, frozenset({2}))


def test_a_band_that_the_account_picked_is_not_blocked_by_the_guest():
    guest = Kept(words={1: "not for me", 2: "liked"}, blocked=frozenset({1}))

    assert dict(added(Kept(bands=picked(1, 2)), guest, **ROOM).words) == {2: "liked"}


def test_what_the_guest_picked_and_blocked_stays_both():
    guest = Kept(bands=picked(1), words={1: "known"}, blocked=frozenset({1}))

    new = added(Kept(), guest, **ROOM)

    assert (list(new.bands), dict(new.words)) == ([1], {1: "known"})
