"""A file into the catalogue: compared, confirmed, written, taken back (FEATURES: in and out)."""

import pytest
from django.utils.timezone import now

from bands import services as bands
from bands.history.models import BandRevision
from bands.models import Band, Keyword
from bands.tests.shelf import ACT, know_words, lines, load
from bands.transfer import services, steps
from bands.transfer.models import CatalogueImport, Outcome, State
from bands.transfer.opening import BadFile
from bands.transfer.tests.files import (
    bring,
    bring_acts,
    brought_to,
    catalogue,
    confirm,
    counts,
    outcomes,
    undo,
    work,
)

pytestmark = pytest.mark.django_db

NEW = ACT | {"key": "new", "name": "새 밴드", "aliases": []}


@pytest.fixture(autouse=True)
def shelf():
    load(ACT, ACT | {"key": "other", "name": "다른 밴드", "aliases": []})


def test_a_comparison_counts_and_writes_nothing():
    before = catalogue()

    file = bring_acts(
        ACT | {"name": "실리카"},
        NEW,
        ACT | {"key": "x", "name": ""},
        {"key": "other", "name": "다른 밴드"},
    )

    assert file.state == State.READY
    assert counts(file) == (1, 1, 1, 1)
    assert catalogue() == before
    rows = list(file.rows.order_by("line").values_list("line", "key", "reason"))
    assert rows == [(1, "silica-gel", ""), (2, "new", ""), (3, "x", "name 항목이 비었습니다.")]


def test_what_was_confirmed_is_written_and_the_rest_of_the_catalogue_stays():
    file = confirm(bring_acts(ACT | {"name": "실리카"}, NEW, ACT | {"key": "y", "keywords": ["x"]}))

    assert file.state == State.WRITTEN
    assert outcomes(file) == {"silica-gel": "written", "new": "written", "y": ""}
    names = {key: act.name for key, (act, _hidden) in catalogue().items()}
    assert names == {"silica-gel": "실리카", "new": "새 밴드", "other": "다른 밴드"}


def test_taking_an_import_back_restores_every_document_exactly():
    before = catalogue()
    file = confirm(
        bring_acts(
            ACT | {"name": "실리카", "description": "새 글", "keywords": ["밤"], "track": None},
            NEW,
            {"key": "other", "name": "다른", "published": False},
        )
    )
    assert catalogue() != before

    file = undo(file)

    assert file.state == State.UNDONE
    new, is_hidden = catalogue()["new"]
    assert (new.name, is_hidden) == ("새 밴드", True)
    assert {key: one for key, one in catalogue().items() if key != "new"} == before
    assert set(outcomes(file).values()) == {Outcome.UNDONE}


def test_what_was_changed_since_is_left_and_listed():
    file = confirm(bring_acts(ACT | {"name": "실리카"}, NEW))
    brought_to("silica-gel", description="큐레이터가 그 뒤에 쓴 글")
    written = catalogue()["silica-gel"]

    file = undo(file)

    assert outcomes(file) == {"silica-gel": Outcome.KEPT, "new": Outcome.UNDONE}
    assert catalogue()["silica-gel"] == written
    assert catalogue()["new"][1]


def test_a_catalogue_that_changed_since_the_look_is_looked_at_again_before_anything_is_written():
    file = bring_acts(ACT | {"name": "실리카"}, NEW)
    brought_to("silica-gel", description="그 사이에 쓴 글")

    file = confirm(file)

    assert (file.state, file.moved, file.looks) == (State.READY, ["silica-gel"], 2)
    assert "new" not in catalogue()
    assert catalogue()["silica-gel"][0].name == "실리카겔"
    assert confirm(file).state == State.WRITTEN
    assert catalogue()["silica-gel"][0].name == "실리카"


@pytest.mark.parametrize("meanwhile", ["made", "deleted", "a word deleted"])
def test_every_kind_of_change_since_the_look_is_noticed(meanwhile):
    file = bring_acts(NEW) if meanwhile == "made" else bring_acts(ACT | {"name": "실리카"})
    if meanwhile == "made":
        load(NEW | {"name": "다른 이가 만든"})
    elif meanwhile == "deleted":
        bands.delete_bands(bands=Band.objects.filter(key="silica-gel"), now=now())
    else:
        bands.delete_keywords(keywords=Keyword.objects.filter(keyword="슈게이징"), now=now())

    assert confirm(file).moved == [file.rows.first().key]


def test_a_look_that_is_not_the_last_confirms_nothing():
    file = bring_acts(NEW)
    services.look_again(import_id=file.pk)
    work(file)
    with pytest.raises(services.NotNow):
        services.confirm(import_id=file.pk, look=1, by=None)


def test_each_thing_is_done_once_and_in_its_turn():
    file = bring_acts(NEW)
    with pytest.raises(services.NotNow):
        services.undo(import_id=file.pk, by=None)
    confirm(file)
    for late in (services.drop, services.look_again):
        with pytest.raises(services.NotNow):
            late(import_id=file.pk)
    with pytest.raises(services.NotNow):
        services.confirm(import_id=file.pk, look=file.looks, by=None)
    undo(file)
    with pytest.raises(services.NotNow):
        services.undo(import_id=file.pk, by=None)


def test_a_file_without_a_difference_has_nothing_to_confirm():
    file = bring_acts(ACT)
    assert counts(file) == (0, 0, 1, 0)
    with pytest.raises(services.NotNow):
        services.confirm(import_id=file.pk, look=1, by=None)


def test_a_deleted_band_is_corrected_stays_deleted_and_is_counted():
    bands.delete_bands(bands=Band.objects.filter(key="silica-gel"), now=now())
    file = bring_acts(ACT | {"name": "실리카"})
    assert (file.hidden, file.rows.get().is_hidden) == (1, True)

    confirm(file)
    act, is_hidden = catalogue()["silica-gel"]
    assert (act.name, is_hidden) == ("실리카", True)

    undo(file)
    assert catalogue()["silica-gel"][0].name == "실리카겔"


def test_every_band_knows_which_file_changed_it():
    file = confirm(bring_acts(ACT | {"name": "실리카"}))
    undo(file)

    noted = BandRevision.objects.filter(band__key="silica-gel").order_by("number")
    assert list(noted.values_list("why", "note"))[-2:] == [
        ("imported", "acts.jsonl"),
        ("undone", "acts.jsonl"),
    ]


def test_a_worker_that_dies_between_batches_is_followed_by_one_that_goes_on(monkeypatch):
    monkeypatch.setattr(steps, "BATCH", 2)
    acts = [ACT | {"key": f"a{n}", "name": f"밴드 {n}", "aliases": []} for n in range(7)]
    file = services.receive(subject="bands", file_name="a", data=lines(*acts), by=None, now=now())

    def one_batch() -> bool:
        return steps.advance(import_id=file.pk, now=now(), seconds=0)

    assert one_batch()
    assert CatalogueImport.objects.get().created == 2
    work(file)
    assert counts(file) == (7, 0, 0, 0)
    services.confirm(import_id=file.pk, look=1, by=None)
    while catalogue().keys() & {"a0"} == set():
        assert one_batch()
    assert "a2" not in catalogue()
    assert work(file).state == State.WRITTEN
    assert len(catalogue()) == 9
    assert all(hidden == key.startswith("a") for key, (_act, hidden) in undone(file).items())


def undone(file):
    undo(file)
    return catalogue()


def test_what_changes_between_the_check_and_its_batch_is_skipped_and_listed():
    file = bring_acts(ACT | {"name": "실리카"}, NEW)
    services.confirm(import_id=file.pk, look=1, by=None)
    steps.advance(import_id=file.pk, now=now(), seconds=0)
    file.refresh_from_db()
    assert file.state == State.WRITING
    brought_to("silica-gel", description="한 발 앞선 글")

    work(file)

    assert outcomes(file) == {"silica-gel": Outcome.SKIPPED, "new": Outcome.WRITTEN}
    assert catalogue()["silica-gel"][0].description == "한 발 앞선 글"


def test_a_file_that_is_too_large_or_no_text_leaves_no_trace(monkeypatch):
    monkeypatch.setattr(services, "MAX_BYTES", 100)
    for data, problem in ((b"x" * 101, services.TooLarge), (b"\x00\x01", BadFile)):
        with pytest.raises(problem):
            bring(data)
    assert not CatalogueImport.objects.exists()


def test_a_row_with_signs_that_the_database_cannot_hold_is_one_bad_row():
    file = bring(b'{"key": "\\u0000", "name": "a"}\n{"\\ud800": 1}\n' + lines(NEW))
    assert counts(file) == (1, 0, 0, 2)


def test_keywords_come_in_and_are_taken_back():
    words = [{"keyword": "밤", "facet": "mood"}, {"keyword": "새벽", "facet": "season"}]
    know_words()

    file = confirm(bring(lines(*words), subject="keywords", name="words.jsonl"))
    assert Keyword.objects.get(keyword="밤").facet == "mood"
    assert counts(file) == (1, 1, 0, 0)

    undo(file)
    assert Keyword.objects.get(keyword="밤").facet == "season"
    assert Keyword.objects.get(keyword="새벽").deleted_at is not None
