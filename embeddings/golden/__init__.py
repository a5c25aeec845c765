"""Golden pairs: curators say which bands belong near each other; spaces are scored by it."""

from embeddings.golden.scoring import Judged, Pair, Score, score_pairs

__all__ = ["Judged", "Pair", "Score", "score_pairs"]
