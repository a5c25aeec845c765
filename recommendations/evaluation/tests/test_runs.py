"""Runs are kept with all that tells them apart, and put side by side in the admin."""

from dataclasses import asdict
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from config.tests.admin_table import make_evaluation
from recommendations.evaluation.models import EvaluationRun
from recommendations.evaluation.page import comparison
from recommendations.learning.registry import METHODS

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_the_command_prints_a_table_and_keeps_every_run(folder):
    """CONTRACT M35, T49."""
    said = StringIO()
    chosen = {"protocol": ["p1"], "method": ["popularity", "item-knn"]}
    call_command("evaluate", data=str(folder), **chosen, stdout=said, stderr=StringIO())

    popularity, knn = EvaluationRun.objects.order_by("pk")
    assert (popularity.method, knn.method) == ("popularity", "item-knn")
    assert knn.parameters == asdict(METHODS["item-knn"])
    assert knn.data_fingerprint == popularity.data_fingerprint != ""
    assert 0 <= knn.figures["NDCG@100"]["low"] <= knn.figures["NDCG@100"]["mean"] <= 1
    assert "| item-knn" in said.getvalue()


def test_without_the_data_the_command_says_where_to_name_it(tmp_path):
    with pytest.raises(CommandError, match=r"--data.*artists\.dat"):
        call_command("evaluate", data=str(tmp_path))


def test_runs_of_other_questions_are_not_a_fair_comparison():
    one, other = make_evaluation(), make_evaluation()
    assert comparison([one, other]).is_fair
    other.protocol = "p1"
    assert not comparison([one, other]).is_fair


def test_a_curator_puts_runs_side_by_side(operator):
    one, other = make_evaluation(), make_evaluation()
    changelist = reverse("admin:recommendations_evaluationrun_changelist")
    answer = operator.post(
        changelist, {"action": "compare", "_selected_action": [one.pk, other.pk]}, follow=True
    )
    page = answer.content.decode()
    assert [f'<th scope="col">{run}</th>' in page for run in (one, other)] == [True, True]
    figures = comparison([one, other]).figures
    assert figures[0] == ("NDCG@100", ("0.2000", "0.2000"))
    assert page.count('<th scope="row">') == len(figures)
    assert page.count("<svg") >= 2
    assert "0.2000 (0.100–0.300)" in operator.get(changelist).content.decode()


def test_the_list_names_the_figures_of_a_protocol_that_has_others(operator):
    run = make_evaluation()
    figures = {"sentences, NDCG@10": {"mean": 0.5, "low": 0.4, "high": 0.6}}
    EvaluationRun.objects.filter(pk=run.pk).update(
        protocol="p4", figures=figures, of_lists={"reached": 0.9}
    )
    page = operator.get(reverse("admin:recommendations_evaluationrun_changelist")).content.decode()
    assert "0.5000 (0.400–0.600) sentences, NDCG@10" in page
    assert "0.9000 reached" in page
