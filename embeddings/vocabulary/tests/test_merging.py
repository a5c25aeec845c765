"""Two keywords become one, for bands and members alike, and become two again (CONTRACT S19)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from bands.catalogue_file import read_acts
from bands.catalogue_import import import_catalogue
from bands.history.models import BandRevision, Why
from bands.models import Band, BandDescription, BandKeyword, Keyword, KeywordSynonym
from bands.search import keywords_given, search_bands
from bands.synonyms.spellings import kept_words
from bands.tests.shelf import lines
from config.tests.world import make_band, make_keyword, make_member, make_space
from embeddings.services import embed_pending_bands
from embeddings.tests.embedders import DIMENSIONS, KnownEmbedder
from embeddings.vocabulary.merging import CannotMerge, CannotUndo, merge_keywords, undo_merge
from members.models import MemberKeyword
from members.services import pick_keyword, picks_of, unpick_keyword

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


@pytest.fixture
def words():
    kept, dropped = make_keyword("슈게이징", "genre"), make_keyword("슈게이즈", "genre")
    Keyword.objects.filter(pk=dropped.pk).update(english="shoegaze")
    make_keyword("밤", "season")
    return kept, dropped


@pytest.fixture
def bands(words):
    return {
        "old": make_band("old", name="옛말", keywords=["슈게이즈", "밤"]),
        "both": make_band("both", name="둘다", keywords=["슈게이징", "슈게이즈"]),
        "new": make_band("new", name="새말", keywords=["슈게이징"]),
        "none": make_band("none", name="없음", keywords=["밤"]),
    }


@pytest.fixture
def members(words):
    kept, dropped = words
    people = {
        "old": make_member("old", keywords=[dropped]),
        "both": make_member("both", keywords=[kept, dropped]),
        "new": make_member("new", keywords=[kept]),
    }
    for days, pick in enumerate(MemberKeyword.objects.order_by("pk")):
        MemberKeyword.objects.filter(pk=pick.pk).update(picked_at=NOW - timedelta(days=days))
    return people


def merge(words):
    kept, dropped = words
    return merge_keywords(kept_id=kept.pk, dropped_id=dropped.pk, by=None, now=NOW)


def undo(merged):
    return undo_merge(merge_id=merged.pk, by=None, now=NOW)


def catalogue():
    carried = BandKeyword.objects.values_list("band__key", "keyword__keyword")
    picked = MemberKeyword.objects.values_list("member__username", "keyword__keyword", "picked_at")
    live = Keyword.objects.live().values_list("keyword", "english", "facet")
    return set(carried), set(picked), set(live), set(KeywordSynonym.objects.values_list("word"))


def carried(band):
    return set(band.keywords.values_list("keyword", flat=True))


def test_bands_carry_the_kept_word_once(words, bands):
    merge(words)

    assert carried(bands["old"]) == {"슈게이징", "밤"}
    assert carried(bands["both"]) == {"슈게이징"}
    assert carried(bands["none"]) == {"밤"}
    assert not Keyword.objects.live().filter(keyword="슈게이즈").exists()


def test_members_have_picked_the_kept_word_once(words, members):
    kept, _dropped = words
    merge(words)

    for member in members.values():
        assert picks_of(member.pk).keyword_ids == (kept.pk,)


def test_undoing_brings_back_exactly_what_was(words, bands, members):
    before = catalogue()

    undo(merge(words))

    assert catalogue() == before


def test_the_texts_of_the_bands_are_embedded_again_and_the_undo_costs_no_call(words, bands):
    space, embedder = make_space(DIMENSIONS, provider="openai"), KnownEmbedder()

    def embed():
        while embed_pending_bands(space=space, embedder=embedder, now=NOW, seconds=5).claimed:
            pass
        return sum(map(len, embedder.asked))

    assert embed() == 4
    merged = merge(words)
    assert embed() == 5  # "old"; what "both" says now is what "new" says
    undo(merged)
    assert embed() == 5


def test_the_old_spellings_are_known_to_imports_and_searches(words, bands):
    kept, _dropped = words
    merge(words)
    rows = read_acts(
        lines({"key": "fresh", "name": "새 밴드", "keywords": ["슈게이즈", "밤"]}), form="jsonl"
    )

    report = import_catalogue(rows, dry_run=False, now=NOW)
    again = import_catalogue(rows, dry_run=False, now=NOW)

    assert (report.created, report.errors, again.unchanged) == (1, [], 1)
    assert carried(Band.objects.get(key="fresh")) == {"슈게이징", "밤"}
    assert keywords_given(["슈게이즈"]) == {kept.pk} == keywords_given(["shoegaze"])
    assert "옛말" in [band.name for band in search_bands(query="슈게이즈").bands]


def test_a_live_word_counts_for_more_than_a_synonym(words, bands):
    merge(words)
    make_keyword("shoegaze", "genre")

    assert kept_words(["shoegaze", "슈게이즈", "밤"]) == {"슈게이즈": "슈게이징"}


def test_the_undone_spellings_are_forgotten(words, bands):
    undo(merge(words))

    assert kept_words(["슈게이즈", "shoegaze"]) == {}


def test_each_band_that_changed_says_so_in_its_history(words, bands):
    undo(merge(words))

    told = BandRevision.objects.filter(band=bands["old"]).order_by("number")
    assert [(one.why, one.note) for one in told][1:] == [
        (Why.MERGED, "슈게이즈 → 슈게이징"),
        (Why.UNDONE, "슈게이즈 → 슈게이징"),
    ]
    assert "슈게이즈" in told.last().document["keywords"]
    assert not BandRevision.objects.filter(band=bands["none"]).exists()


def test_what_people_changed_since_stays_when_a_merge_is_undone(words, bands, members):
    kept, dropped = words
    merged = merge(words)
    bands["old"].keywords.remove(kept)
    bands["none"].keywords.add(kept)
    unpick_keyword(member=members["old"], keyword=kept)

    undo(merged)

    assert carried(bands["old"]) == {"밤"}
    assert carried(bands["none"]) == {"슈게이징", "밤"}
    assert picks_of(members["old"].pk).keyword_ids == ()
    assert picks_of(members["both"].pk).keyword_ids == (kept.pk, dropped.pk)


def test_no_member_has_more_picks_than_allowed_after_an_undo(words, members):
    _kept, _dropped = words
    merged = merge(words)
    for number in range(settings.MAX_PICKED_KEYWORDS - 1):
        pick_keyword(member=members["both"], keyword=make_keyword(f"말 {number}"), now=NOW)

    undo(merged)

    assert len(picks_of(members["both"].pk).keyword_ids) == settings.MAX_PICKED_KEYWORDS


def test_a_chain_of_merges_is_undone_from_its_end(words, bands, members):
    before = catalogue()
    kept, _dropped = words
    first = merge(words)
    last = merge_keywords(kept_id=make_keyword("밤").pk, dropped_id=kept.pk, by=None, now=NOW)
    assert kept_words(["슈게이즈", "슈게이징"]) == {"슈게이즈": "밤", "슈게이징": "밤"}

    with pytest.raises(CannotUndo):
        undo(first)
    undo(last)
    undo(first)

    assert catalogue() == before


@pytest.mark.parametrize("case", ["itself", "deleted", "unknown"])
def test_what_cannot_be_merged_is_refused_and_nothing_changes(words, bands, case):
    kept, dropped = words
    if case == "deleted":
        Keyword.objects.filter(pk=dropped.pk).update(deleted_at=NOW)
    before = catalogue()
    other = {"itself": kept.pk, "deleted": dropped.pk, "unknown": 0}[case]

    with pytest.raises(CannotMerge):
        merge_keywords(kept_id=kept.pk, dropped_id=other, by=None, now=NOW)

    assert catalogue() == before


def test_a_merge_is_undone_once(words, bands):
    merged = merge(words)
    undo(merged)

    with pytest.raises(CannotUndo):
        undo(merged)


def test_undoing_does_not_disturb_the_text_of_bands_that_were_not_in_it(words, bands):
    before = dict(BandDescription.objects.values_list("band__key", "text_version"))
    undo(merge(words))
    after = dict(BandDescription.objects.values_list("band__key", "text_version"))

    assert {key for key in before if before[key] != after[key]} == {"old", "both"}
