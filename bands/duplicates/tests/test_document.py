"""Two documents into one, and back (FEATURES 65)."""

from dataclasses import replace

from bands.documents import Act
from bands.duplicates.document import Side, sensible, undone, united

KEPT = Act("silica-gel", "실리카겔", aliases=frozenset({"Silica Gel"}), description="벽 같은 소리.")
OTHER = Act(
    "silica-gel-2",
    "실리카 겔",
    aliases=frozenset({"실겔"}),
    description="다른 글.",
    description_en="Walls.",
    keywords=frozenset({"밤"}),
    track="NO PAIN",
    track_url="https://music.example/1",
)
MERGED = united(KEPT, OTHER, sensible(KEPT, OTHER))


def test_the_kept_act_has_the_word_where_it_has_one():
    assert MERGED.name == "실리카겔"
    assert MERGED.key == "silica-gel"
    assert MERGED.description == "벽 같은 소리."


def test_what_the_kept_act_lacks_comes_from_the_other():
    assert MERGED.description_en == "Walls."
    assert (MERGED.track, MERGED.track_url) == ("NO PAIN", "https://music.example/1")
    assert MERGED.keywords == {"밤"}


def test_every_name_of_both_finds_the_one():
    assert MERGED.aliases == {"Silica Gel", "실리카 겔", "실겔"}


def test_a_curator_chooses_field_by_field():
    chosen = {**sensible(KEPT, OTHER), "name": Side.MERGED, "description": Side.MERGED}
    act = united(KEPT, OTHER, chosen)
    assert (act.name, act.description) == ("실리카 겔", "다른 글.")
    assert act.aliases == {"Silica Gel", "실리카겔", "실겔"}


def test_keywords_are_of_one_or_of_both():
    one = replace(KEPT, keywords=frozenset({"낮"}))
    other = replace(OTHER, keywords=frozenset({"밤"}))
    words = {
        side: united(one, other, {**sensible(one, other), "keywords": side}).keywords
        for side in Side
    }
    assert words == {Side.KEPT: {"낮"}, Side.MERGED: {"밤"}, Side.BOTH: {"낮", "밤"}}


def test_nothing_changed_since_is_an_exact_return():
    back = undone(MERGED, before=KEPT, after=MERGED)
    assert back.act == KEPT
    assert back.changed == ()


def test_what_was_changed_since_stays():
    since = replace(
        MERGED, description="새로 쓴 글.", aliases=MERGED.aliases | {"SG"}, keywords=frozenset()
    )
    back = undone(since, before=KEPT, after=MERGED)
    assert back.act == replace(KEPT, description="새로 쓴 글.", aliases=KEPT.aliases | {"SG"})
    assert back.changed == ("aliases", "description", "keywords")


def test_a_name_that_comes_back_is_no_alias_of_itself():
    renamed = united(KEPT, OTHER, {**sensible(KEPT, OTHER), "name": Side.MERGED})
    assert undone(renamed, before=KEPT, after=renamed).act == KEPT
