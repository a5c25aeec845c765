"""The names and words that sentences are read by are always those of the catalogue."""

import pytest

from bands.models import Band, BandName, Keyword, KeywordSynonym
from config.tests.world import make_band, make_keyword
from recommendations.asking.inputs import load_language

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf():
    band, word = make_band(name="실리카겔"), make_keyword("몽환적인")
    BandName.objects.create(band=band, text="실리카겔", is_primary=True)
    KeywordSynonym.objects.create(keyword=word, word="꿈꾸는 듯한")


def test_nothing_is_read_again_while_nothing_changes(django_assert_num_queries):
    first = load_language()
    with django_assert_num_queries(1):
        assert load_language() is first


@pytest.mark.parametrize(
    "change",
    [
        lambda: BandName.objects.create(band=Band.objects.get(), text="Silica Gel"),
        lambda: BandName.objects.update(text="실리카 겔"),
        lambda: Band.objects.update(is_published=False),
        lambda: Keyword.objects.filter(keyword="몽환적인").update(english="hazy"),
        lambda: Keyword.objects.filter(keyword="몽환적인").update(facet="sound"),
        lambda: KeywordSynonym.objects.update(word="안개 같은"),
        lambda: KeywordSynonym.objects.all().delete(),
        lambda: make_keyword("까끌까끌한"),
    ],
)
def test_a_change_is_known_at_once(change):
    before = load_language()
    change()
    assert load_language() is not before
