"""What the listener puts right by hand. Pure but for the vocabulary."""

import pytest

from bands.models import Keyword
from config.tests.stage import set_stage
from recommendations.asking.adjusting import Changes, adjusted
from recommendations.asking.inputs import load_language
from recommendations.asking.sentiment.model import loaded
from recommendations.asking.understanding import understand

pytestmark = pytest.mark.django_db


@pytest.fixture
def ids():
    set_stage(extras=False)
    return dict(Keyword.objects.values_list("keyword", "pk"))


def read(text, changes):
    lexicon, cues = load_language()
    understood = understand(text, lexicon, cues, loaded().score)
    return adjusted(understood, changes, list(cues.words.values()))


def wanted(understood):
    return [tag.word.keyword for tag in understood.wanted]


def test_a_keyword_that_is_taken_out_is_not_heard_either(ids):
    understood = read("몽환적인 슈게이징 밴드", Changes(without=(ids["슈게이징"],)))
    assert wanted(understood) == ["몽환적인"]
    assert understood.filters.genres == ()
    assert understood.said == "몽환적인 밴드"


def test_a_keyword_that_is_added_counts_as_if_it_had_been_said(ids):
    understood = read(
        "몽환적인 밴드. 신나는 건 싫어", Changes(added=(ids["슈게이징"], ids["신나는"]))
    )
    assert wanted(understood) == ["몽환적인", "슈게이징", "신나는"]
    assert understood.filters.genres == (ids["슈게이징"],)
    assert (understood.unwanted, understood.filters.keywords_out) == ((), ())


def test_there_are_never_more_than_five_and_unknown_ids_are_nothing(ids):
    """CONTRACT S41."""
    assert len(read("몽환적인 밴드", Changes(added=tuple(ids.values()))).wanted) == 5
    assert wanted(read("몽환적인 밴드", Changes((9**9,), (9**9,)))) == ["몽환적인"]
