"""The vectors' part of a merge of two bands: none moves, for a vector says what one text says.

So does what a machine proposed for a text.

The merged band keeps its vectors while it is hidden, so an undo finds them as they were; the
kept band becomes pending by itself when its text changes.
"""

from bands.duplicates.movers import Mover
from embeddings.models import BandVector, EmbeddingAttempt, LearnedVector
from embeddings.vocabulary.models import KeywordSuggestion

MOVER = Mover(
    key="embeddings", models=(BandVector, EmbeddingAttempt, KeywordSuggestion, LearnedVector)
)
