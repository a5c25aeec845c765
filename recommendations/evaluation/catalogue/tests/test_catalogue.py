"""P4 through the command, on a small catalogue, and the sentences that it asks with."""

from io import StringIO

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from bands.catalogue_file import STARTER, read_acts
from bands.models import Band
from config.tests.stage import DIMENSIONS, set_stage
from config.tests.world import know, make_golden_pair, make_member
from recommendations.algorithms.registry import ALGORITHMS
from recommendations.evaluation.catalogue import inputs, services
from recommendations.evaluation.catalogue.questions import Sentence, sentences_of
from recommendations.evaluation.models import EvaluationRun
from recommendations.evaluation.page import comparison


def sentences() -> list[Sentence]:
    return sentences_of(inputs.SENTENCES.read_text(encoding="utf-8"))


def run_p4(**chosen: int) -> str:
    said = StringIO()
    call_command("evaluate", protocol=["p4"], **chosen, stdout=said, stderr=StringIO())
    return said.getvalue()


@pytest.fixture
def stage():
    """Two golden pairs, a member, and the vector of a sentence that fits the first act."""
    space = set_stage()
    acts = [Band.objects.get(key=f"act-{n}") for n in (0, 3, 1)]
    make_golden_pair(acts[0], acts[1], near=True)
    make_golden_pair(acts[0], acts[2], near=False)
    make_member(bands=acts[:2])
    first = sentences()[0]
    know(space, [first.text], np.eye(DIMENSIONS)[0])
    Band.objects.filter(key="act-0").update(key=first.bands[0])
    return space


@pytest.mark.django_db
def test_every_algorithm_and_floor_is_measured_and_kept(stage):
    said = run_p4(tastes=20)

    runs = {run.method.split(",")[0]: run for run in EvaluationRun.objects.all()}
    assert {*ALGORITHMS, *services.FLOORS, "top-3 cosine"} <= set(runs)
    assert "| v3 " in said
    figures = runs["v3"].figures
    assert figures["golden near, MRR"]["mean"] > runs["random"].figures["golden near, MRR"]["mean"]
    assert figures["sentences, MRR@20"]["mean"] == 1.0
    assert runs["tf-idf"].figures["keywords, NDCG@10"]["mean"] == 1.0
    assert 0 < runs["v1"].of_lists["reached"] <= 1
    assert runs["v1"].parameters["space"] == stage.name


@pytest.mark.django_db
def test_an_algorithm_that_is_added_is_measured_too(stage, monkeypatch):
    monkeypatch.setitem(ALGORITHMS, "v9", ALGORITHMS["v1"])
    run_p4(tastes=5)
    assert EvaluationRun.objects.filter(method__startswith="v9,").exists()


@pytest.mark.django_db
def test_runs_are_of_one_question_until_a_golden_pair_changes(stage):
    run_p4(tastes=5)
    first = list(EvaluationRun.objects.all())
    assert comparison(first).is_fair
    assert comparison(first).quality.count("sentences, NDCG@10") >= 1

    make_golden_pair(*Band.objects.order_by("pk")[4:6])
    run_p4(tastes=5)
    assert not comparison(list(EvaluationRun.objects.all())).is_fair


@pytest.mark.django_db
def test_the_same_seed_gives_the_same_figures(stage):
    assert run_p4(tastes=10) == run_p4(tastes=10)
    one, other = EvaluationRun.objects.filter(method__startswith="v3,")
    assert (one.figures, one.of_lists) == (other.figures, other.of_lists)


@pytest.mark.django_db
def test_without_a_complete_space_the_command_says_what_to_do():
    with pytest.raises(CommandError, match="embed"):
        run_p4()


def test_the_sentences_speak_of_bands_of_the_starter_catalogue_without_their_names():
    starter = read_acts(STARTER.read_bytes(), form="jsonl")
    acts = {act.key: act for act in starter.good.values()}
    said = sentences()
    assert len({sentence.text for sentence in said}) == len(said) >= 60
    for sentence in said:
        assert 0 < len(set(sentence.bands)) == len(sentence.bands)
        assert set(sentence.bands) <= set(acts), sentence.text
        assert not any(acts[key].name in sentence.text for key in sentence.bands)
        assert sentence.because
