"""Suggestions are judged by the words that curators gave (CONTRACT S122)."""

from io import StringIO

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from config.tests.world import know, make_band, make_space, place
from embeddings.models import TextVector
from embeddings.tests.embedders import DIMENSIONS, KnownEmbedder, vector_of
from embeddings.text import registry
from embeddings.vocabulary.calibration import (
    Trial,
    at_threshold,
    meaning,
    meaning_and_company,
    popularity,
    precision_at,
    recall_at,
)


@pytest.fixture
def trial():
    """Two bands that sit on their words; of the first, one word is held back."""
    carries = np.array([[1, 1, 0], [0, 1, 0]], dtype=bool)
    held_back = np.array([[1, 0, 0], [0, 1, 0]], dtype=bool)
    axes = np.eye(3)
    return Trial(axes[:2], axes[:2], axes, carries, held_back)


def test_a_word_that_the_text_mentions_is_out_of_the_game(trial):
    scores = meaning(trial)

    assert precision_at(trial, scores, [1]) == [1.0]
    assert recall_at(trial, scores, [1]) == [1.0]


def test_only_words_held_back_count_as_found(trial):
    assert precision_at(trial, popularity(trial), [2]) == [0.5]


def test_a_bands_own_words_are_not_its_company(trial):
    scores = meaning_and_company(trial)

    assert scores[0].tolist() == [1.0, 0.0, 0.0]  # its only neighbour is at a right angle


def test_a_threshold_says_what_is_shown_and_what_it_is_worth(trial):
    found = at_threshold(trial, meaning(trial), least=0.5, n=2)

    assert (found.shown, found.precision, found.recall) == (1.0, 1.0, 1.0)


@pytest.mark.django_db
def test_the_command_embeds_each_text_once_and_prints_the_figures(monkeypatch):
    embedder = KnownEmbedder()
    monkeypatch.setattr(registry, "for_space", lambda *_: embedder)
    space = make_space(DIMENSIONS, provider="openai")
    for number in range(3):
        place(space, make_band(f"b{number}", text=f"글 {number}", keywords=["밤"]), vector_of("밤"))
    know(space, ["밤"], vector_of("밤"))
    out = StringIO()

    call_command("score_keyword_suggestions", stdout=out)
    asked = sum(map(len, embedder.asked))
    call_command("score_keyword_suggestions", stdout=StringIO())

    assert "3 bands, 1 words" in out.getvalue()
    assert "meaning and company" in out.getvalue()
    assert asked == 3 == sum(map(len, embedder.asked)) == TextVector.objects.count() - 1


@pytest.mark.django_db
def test_the_command_says_when_there_is_nothing_to_judge_by():
    with pytest.raises(CommandError, match="no vector space"):
        call_command("score_keyword_suggestions")
    make_space()
    with pytest.raises(CommandError, match="No band"):
        call_command("score_keyword_suggestions")
