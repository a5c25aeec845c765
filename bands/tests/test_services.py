"""Names, texts and covers of one band."""

from dataclasses import replace

import pytest
from django.http import Http404
from django.utils.timezone import now

from bands import services
from bands.acts import stored_acts
from bands.models import Band, BandName
from bands.search import search_bands
from bands.tests.shelf import ACT, load, shelve

pytestmark = pytest.mark.django_db


def spellings(band: Band) -> list[tuple[str, bool]]:
    return list(band.names.order_by("pk").values_list("text", "is_primary"))


def rewrite(band: Band, **changes: str) -> Band:
    before = stored_acts([band.pk])[band.pk]
    services.save_band(act=replace(before, **changes), before=before, by=None, now=now())
    return Band.objects.get(pk=band.pk)


def test_a_renamed_band_is_found_by_its_new_name_and_its_aliases():
    band = rewrite(shelve("가", "에이"), name="나")

    assert spellings(band) == [("나", True), ("에이", False)]
    assert search_bands("가").bands == []
    assert search_bands("에이").bands == search_bands("나").bands == [band]


def test_an_alias_that_becomes_the_name_is_kept_once():
    band = rewrite(shelve("가", "에이"), name="에이")
    assert spellings(band) == [("에이", True)]


def test_names_that_are_right_are_not_written_again():
    band = shelve("가", "에이")
    written = set(band.names.values_list("pk", flat=True))
    assert set(rewrite(band, description="새 글").names.values_list("pk", flat=True)) == written


def test_keys_are_cut_to_their_columns():
    band = shelve("괅" * 100, "\ufdfa" * 100)  # one sign that folds into eighteen
    assert all(len(name.folded) <= 100 and len(name.jamo) <= 300 for name in band.names.all())
    assert BandName.objects.filter(is_primary=True).get().jamo.startswith("ㄱㅗㅏㄹㄱ")


def test_a_text_has_one_form():
    assert services.normal(" \u1109\u1175\u11af ") == "실"


def no_vector(_band_id):
    return None


def test_a_cover_is_drawn_from_the_band_and_its_vector():
    load(ACT)
    band = Band.objects.for_cards().get()
    plain = services.cover_of(band.pk, vector_of=no_vector)
    leaning = services.cover_of(band.pk, vector_of=lambda band_id: [0.5, -0.5] * 20)
    assert "실리카겔" in plain.svg
    assert plain == services.cover_of(band.pk, vector_of=no_vector)
    assert plain.version == services.cover_version(band)
    assert plain.etag != leaning.etag


def test_a_band_that_is_not_public_has_no_cover():
    band = shelve("가", published=False)
    with pytest.raises(Http404):
        services.cover_of(band.pk, vector_of=no_vector)
