"""The queries with known answers, and the names among them on a shelf of their bands."""

import json
from collections import Counter

import pytest

from bands import catalogue_file
from bands.search import search_bands
from bands.tests.shelf import load
from recommendations.searching.evaluation.measuring import Trial, recall
from recommendations.searching.evaluation.queries import BY_MEANING, BY_NAME, Query
from recommendations.searching.evaluation.queries import load as load_queries

QUERIES = load_queries()
ACTS = [json.loads(line) for line in catalogue_file.STARTER.read_text("utf-8").splitlines()]
OF_EACH_KIND = 6


def test_there_are_two_hundred_queries_of_seven_kinds_none_of_them_twice():
    assert len(QUERIES) == len({query.text for query in QUERIES}) == 200
    assert set(Counter(query.kind for query in QUERIES)) == {*BY_NAME, *BY_MEANING}
    assert min(Counter(query.kind for query in QUERIES).values()) >= 20


def test_every_answer_is_decided_by_the_starter_catalogue():
    keys = {act["key"] for act in ACTS}
    assert all(query.accepted and query.accepted <= keys for query in QUERIES)
    for query in QUERIES:
        if query.kind in BY_MEANING:
            assert query.accepted == _those_of(query.why), query.text


def _those_of(why: str) -> set[str]:
    """The acts that carry all the keywords, or whose text has the words."""
    about, _colon, said = why.partition(": ")
    if about == "text":
        return {act["key"] for act in ACTS if said in act["description"]}
    return {act["key"] for act in ACTS if set(said.split(" + ")) <= set(act["keywords"])}


@pytest.mark.django_db
def test_people_find_the_band_they_mean_by_name():
    """FEATURES N11: as written, by alias, 초성, romanised and with a typing error."""
    queries = [query for kind in BY_NAME for query in _some_of(kind)]
    wanted = set().union(*(query.accepted for query in queries))
    load(*(act | {"keywords": []} for act in ACTS if act["key"] in wanted))
    trials = [
        Trial(query, [band.key for band in search_bands(query.text, limit=5).bands])
        for query in queries
    ]
    assert [trial.query.text for trial in trials if not trial.is_met] == []


def _some_of(kind: str) -> list[Query]:
    return [query for query in QUERIES if query.kind == kind][:OF_EACH_KIND]


def test_an_accepted_band_counts_among_the_first_five_only():
    query = Query("name", "가", frozenset({"a", "b"}), "")
    sixth = Trial(query, ["1", "2", "3", "4", "5", "a"])
    fifth = Trial(query, ["1", "2", "3", "4", "b"])
    assert recall([sixth, fifth]) == 0.5
    assert recall([]) == 0
