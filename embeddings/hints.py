"""Tell a worker that texts may be pending, or that two spaces wait to be compared."""

from config import hints
from embeddings.tasks import compare_spaces, embed_pending


def hint_after_commit() -> None:
    hints.hint_after_commit(embed_pending)


def hint_to_compare() -> None:
    hints.hint_after_commit(compare_spaces)
