"""Random search draws what the ranges allow, the same every time."""

import numpy as np
import pytest
from django.core.management import call_command

from recommendations.evaluation.tuning import SEARCHED, Between, OneOf, settings
from recommendations.learning.registry import METHODS


@pytest.mark.parametrize("name", SEARCHED)
def test_every_range_is_a_parameter_of_its_method_and_draws_repeat(name):
    first = settings(METHODS[name], SEARCHED[name], draws=3)
    assert first == settings(METHODS[name], SEARCHED[name], draws=3)
    assert first[0] == METHODS[name]
    assert len(set(map(repr, first))) == 4


def test_numbers_are_drawn_from_their_range():
    rng = np.random.default_rng(1)
    even = [Between(0.2, 0.4).drawn(rng) for _ in range(200)]
    low = [Between(0.001, 10, log=True).drawn(rng) for _ in range(200)]
    assert 0.2 <= min(even) < 0.25 < 0.35 < max(even) <= 0.4
    assert 0.3 < np.mean(np.array(low) < 0.1) < 0.7
    assert {OneOf((3, 5)).drawn(rng) for _ in range(20)} == {3, 5}


def test_the_command_tells_the_best_beside_what_the_registry_has(folder, capsys):
    call_command("tune", data=str(folder), method="user-knn", draws=2)
    said = capsys.readouterr().out
    assert "| registry" in said
    assert "UserKnn(k=" in said
