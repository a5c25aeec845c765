"""Loading a catalogue: what changes, what stays, what is refused."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import now

from bands import catalogue_file, services
from bands.acts import stored_acts
from bands.catalogue_import import Difference, import_catalogue
from bands.models import Band, BandDescription, BandKeyword, BandName, Keyword, TopTrack
from bands.tests.shelf import ACT, know_words, lines, load

pytestmark = pytest.mark.django_db


def everything() -> list:
    """Every row of the catalogue with its versions and times."""
    tables = (Band, BandName, BandDescription, BandKeyword, TopTrack, Keyword)
    return [sorted(table.objects.values_list()) for table in tables]


def counts(report) -> tuple[int, int, int]:
    return report.created, report.updated, report.unchanged


def test_a_record_is_stored_in_its_tables():
    """CONTRACT D49, D50, D51, D52, D57."""
    load(ACT)

    band = Band.objects.get(key="silica-gel")
    assert (band.name, band.kind, band.is_published) == ("실리카겔", "band", True)
    assert band.description.text == "소리가 벽처럼 밀려온다."
    assert {word.keyword for word in band.keywords.all()} == {"슈게이징", "몽환적인"}
    assert (band.top_track.title, band.top_track.external_url) == ("NO PAIN", "")
    assert set(band.names.values_list("text", "is_primary", "initials")) == {
        ("실리카겔", True, "ㅅㄹㅋㄱ"),
        ("Silica Gel", False, "silicagel"),
        ("실리카 겔", False, "ㅅㄹㅋㄱ"),
    }


def test_loading_twice_changes_nothing():
    load(ACT, ACT | {"key": "b", "track": None})
    before = everything()

    report = load(ACT, ACT | {"key": "b", "track": None})

    assert counts(report) == (0, 0, 2)
    assert everything() == before


@pytest.mark.parametrize(
    ("change", "touched"),
    [
        ({"name": "실리카"}, {Band, BandName}),
        ({"aliases": []}, {BandName}),
        ({"kind": "solo"}, {Band}),
        ({"published": False}, {Band}),
        ({"description": "다른 글."}, {BandDescription}),
        ({"description_en": "Other."}, {BandDescription}),
        ({"keywords": ["밤", "슈게이징"]}, {BandKeyword, BandDescription}),
        ({"track": "Tik Tak Tok"}, {TopTrack}),
        ({"track": None}, {TopTrack}),
    ],
)
def test_a_changed_record_updates_just_what_changed(change, touched):
    load(ACT)
    tables = (Band, BandName, BandDescription, BandKeyword, TopTrack)
    before = {table: sorted(table.objects.values_list()) for table in tables}

    report = load(ACT | change)

    after = {table: sorted(table.objects.values_list()) for table in tables}
    assert {table for table in tables if before[table] != after[table]} == touched
    assert counts(report) == (0, 1, 0)
    assert counts(load(ACT | change)) == (0, 0, 1)


def test_what_a_row_does_not_name_stays_as_it_is():
    load(ACT)

    report = load({"key": "silica-gel", "name": "Silica Gel", "kind": "solo"})

    [act] = stored_acts(Band.objects.values_list("pk", flat=True)).values()
    assert counts(report) == (0, 1, 0)
    assert (act.name, act.kind, act.track) == ("Silica Gel", "solo", "NO PAIN")
    assert (act.aliases, act.description) == ({"실리카 겔"}, ACT["description"])
    assert counts(load({"key": "silica-gel", "name": "Silica Gel"})) == (0, 0, 1)


def test_other_line_ends_are_no_change():
    load(ACT | {"description": "하나\r\n둘"})
    assert counts(load(ACT | {"description": "하나\n둘"})) == (0, 0, 1)


def test_only_what_is_embedded_gives_a_text_a_new_version():
    load(ACT)
    versions = BandDescription.objects.values_list("text_version", flat=True)
    first = versions.get()

    load(ACT | {"description_en": "Other.", "aliases": [], "track": None})
    assert versions.get() == first

    load(ACT | {"description": "다른 글."})
    assert versions.get() > first


def test_bad_rows_are_listed_and_the_rest_still_load():
    report = load(ACT, {"key": "x"}, ACT | {"key": "y", "keywords": ["없는 말", "밤"]})

    assert [(error.line, error.key, error.reason) for error in report.errors] == [
        (2, "x", "name 항목이 비었습니다."),
        (3, "y", "모르는 키워드입니다: 없는 말"),
    ]
    assert Band.objects.count() == 1


def test_a_dry_run_shows_the_difference_and_writes_nothing():
    load(ACT)
    before = everything()

    report = load(ACT | {"name": "실리카"}, ACT | {"key": "new"}, dry_run=True)

    assert report.differences == [
        Difference("silica-gel", "name", "실리카겔", "실리카"),
        Difference("new", "", "", "실리카겔"),
    ]
    assert everything() == before


def test_a_deleted_band_stays_deleted():
    load(ACT)
    services.delete_bands(bands=Band.objects.all(), now=now())

    load(ACT | {"name": "실리카"})

    band = Band.objects.get()
    assert (band.name, band.deleted_at is None) == ("실리카", False)


def test_a_batch_costs_the_same_however_many_acts(django_assert_max_num_queries):
    know_words()
    data = lines(*(ACT | {"key": f"a{number}"} for number in range(300)))
    rows = catalogue_file.read_acts(data, form="jsonl")
    with django_assert_max_num_queries(20):
        import_catalogue(rows, dry_run=False, now=now())


# --- The command -------------------------------------------------------------------------------
def run(*arguments: object, **options: object) -> str:
    out = io.StringIO()
    call_command("import_catalogue", *map(str, arguments), stdout=out, stderr=out, **options)
    return out.getvalue()


def test_the_starter_loads_without_a_word_once(capsys):
    assert "새로" in run()
    filled = everything()
    assert "새로 0, 고침 0" in run(starter=True)
    assert "이미 밴드가 있어" in run(if_empty=True)
    assert everything() == filled


def test_a_dry_run_of_the_starter_on_an_empty_catalogue_writes_nothing():
    said = run(dry_run=True)
    assert "+ silica-gel" in said
    assert not Band.objects.exists()
    assert not Keyword.objects.exists()


def test_the_site_starts_empty_where_the_starter_is_missing(monkeypatch, tmp_path):
    """CONTRACT M47."""
    monkeypatch.setattr(catalogue_file, "STARTER", tmp_path / "none.jsonl")
    assert "빈 목록으로 시작합니다" in run(starter=True, if_empty=True)


def test_a_csv_file_loads_by_its_ending_and_a_dry_run_shows_it(tmp_path):
    know_words()
    path = tmp_path / "acts.csv"
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["key", "name", "keywords"])
    writer.writerow(["a", "가", "밤|포크"])
    path.write_text(table.getvalue())

    run(path)
    path.write_text(table.getvalue().replace("밤|포크", "밤"))

    assert "a  keywords: '밤, 포크' → '밤'" in run(path, dry_run=True)


def test_lines_that_failed_are_shown_and_the_command_fails(tmp_path, capsys):
    know_words()
    path = tmp_path / "acts.jsonl"
    path.write_bytes(lines(ACT, {"key": "x"}))
    out = io.StringIO()
    with pytest.raises(CommandError, match="불러오지 못한 줄이 있습니다: 1"):
        call_command("import_catalogue", str(path), stdout=out, stderr=out)
    assert "2: x: name 항목이 비었습니다." in out.getvalue()
    assert Band.objects.count() == 1


@pytest.mark.parametrize("name", ["missing.jsonl", "strange.xlsx"])
def test_a_file_that_cannot_be_read_is_one_clear_line(tmp_path, name):
    with pytest.raises(CommandError) as error:
        run(tmp_path / name)
    assert name in str(error.value)
    assert "\n" not in str(error.value)


def test_the_starter_is_in_the_order_of_its_keys():
    keys = [json.loads(line)["key"] for line in catalogue_file.STARTER.read_text().splitlines()]
    assert keys == sorted(keys)
