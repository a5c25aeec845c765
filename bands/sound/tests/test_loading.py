"""Features from a file: all good lines, each bad one with its reason, twice the same."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from bands.models import TrackFeatures
from bands.sound.features import FEATURES
from bands.sound.services import load_features, near_by_sound
from bands.tests.shelf import make_curator
from config.tests.world import make_band, make_features

pytestmark = pytest.mark.django_db

HEADER = ",".join(["key_of_band", *FEATURES])
GOOD = "0.5,0.6,7,-8.5,0.04,0.2,0.1,0.12,0.7,120,215000,4"


def table(*lines: str) -> bytes:
    return "\n".join([HEADER, *lines]).encode()


def test_a_file_is_loaded_once_and_twice_changes_nothing():
    make_band("a")
    first = load_features(table(f"a,{GOOD}"), form="csv")
    again = load_features(table(f"a,{GOOD}"), form="csv")
    other = load_features(table(f"a,{GOOD.replace('120', '121')}"), form="csv")

    assert (first.created, again.unchanged, other.updated) == (1, 1, 1)
    assert TrackFeatures.objects.get().tempo == 121


def test_a_dry_run_writes_nothing():
    make_band("a")
    assert load_features(table(f"a,{GOOD}"), form="csv", dry_run=True).created == 1
    assert not TrackFeatures.objects.exists()


@pytest.mark.parametrize(
    "bad",
    [
        f"nobody,{GOOD}",
        f"a,{GOOD.replace('0.5,', '1.5,', 1)}",
        f"a,{GOOD.replace('0.5,', 'nan,', 1)}",
        f"a,{GOOD.replace('0.5,', 'inf,', 1)}",
        f"a,{GOOD.replace('0.5,', ',', 1)}",
        f"a,{GOOD.replace('0.5,', '🎸,', 1)}",
        "a,1,2",
    ],
    ids=["no such band", "above its range", "NaN", "infinite", "empty", "emoji", "too few cells"],
)
def test_a_bad_line_is_told_and_the_others_are_loaded(bad):
    make_band("a")
    make_band("b")
    report = load_features(table(bad, f"b,{GOOD}"), form="csv")
    assert [line for line, _reason in report.errors] == [2]
    assert report.created == 1


def test_json_lines_must_hold_numbers():
    make_band("a")
    values = ", ".join(f'"{name}": 1' for name in FEATURES)
    good = f'{{"key_of_band": "a", {values}}}'
    bad = good.replace('"energy": 1', '"energy": true')
    short = good.replace(', "energy": 1', "")
    report = load_features(f"{bad}\n{short}\n{good}".encode(), form="jsonl")
    assert [line for line, _reason in report.errors] == [1, 2]
    assert report.created == 1


def test_the_database_refuses_what_is_out_of_range():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_features(energy=2)


def test_who_sounds_near_is_found_over_scaled_values():
    """CONTRACT S24: tempo and length would drown everything else unscaled."""
    slow, slow_too, fast = (make_band(key) for key in ("slow", "slow-too", "fast"))
    make_features(slow, tempo=70, energy=0.2, valence=0.2, duration_ms=200_000)
    make_features(slow_too, tempo=75, energy=0.25, valence=0.2, duration_ms=500_000)
    make_features(fast, tempo=180, energy=0.9, valence=0.9, duration_ms=200_000)

    values, near = near_by_sound(slow.pk)

    assert [one.band for one in near] == [slow_too, fast]
    assert (values["tempo"], values["valence"]) == (0.0, 0.0)
    assert near_by_sound(make_band().pk) == ({}, [])


def test_the_command_says_what_it_did_and_which_lines_were_bad(tmp_path):
    make_band("a")
    file = tmp_path / "features.csv"
    file.write_bytes(table(f"a,{GOOD}", f"nobody,{GOOD}"))
    said, complained = StringIO(), StringIO()

    with pytest.raises(CommandError, match="1"):
        call_command("load_track_features", str(file), stdout=said, stderr=complained)

    assert "1" in said.getvalue()
    assert complained.getvalue().startswith("3: ")
    with pytest.raises(CommandError):
        call_command("load_track_features", str(tmp_path / "no.csv"))
    with pytest.raises(CommandError):
        call_command("load_track_features", str(tmp_path / "no.xlsx"))


def test_a_curator_sees_where_a_band_stands_and_enters_another(client):
    client.force_login(make_curator("curator", is_superuser=True), "members.backends.LiveMembers")
    one, other, new = make_band("one", name="하나"), make_band("other", name="둘"), make_band("new")
    make_features(one, tempo=100)
    make_features(other, tempo=110)

    page = client.get(reverse("admin:bands_trackfeatures_change", args=[one.pk])).content.decode()
    assert "<svg" in page
    assert "둘" in page

    add = reverse("admin:bands_trackfeatures_add")
    values = dict(zip(FEATURES, GOOD.split(","), strict=True))
    refused = client.post(add, {"band": new.pk, **values, "energy": "7"})
    assert refused.status_code == 200
    assert client.post(add, {"band": new.pk, **values}).status_code == 302
    assert TrackFeatures.objects.get(band=new).energy == 0.6
