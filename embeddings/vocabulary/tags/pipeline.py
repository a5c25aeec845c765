"""The whole way from a file of tags to what a report shows."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.text.base import TextEmbedder
from embeddings.vocabulary.tags import cleaning
from embeddings.vocabulary.tags.cleaning import Category, Matrix, Tags
from embeddings.vocabulary.tags.embedding import Progress, embed_all
from embeddings.vocabulary.tags.prototypes import NOISE
from embeddings.vocabulary.tags.reading import TagList
from embeddings.vocabulary.tags.vector_file import VectorFile

Say = Callable[[str], None]


@dataclass(frozen=True)
class Wish:
    """`skip_merge` is for new imports (CONTRACT S22): what is spelt alike is still one tag."""

    least: int = 2
    near: float = cleaning.NEAR
    categories: int = cleaning.CATEGORIES
    skip_merge: bool = False
    only_meaningful: bool = False


@dataclass(frozen=True)
class Cleaned:
    """What came out, and where everything else went."""

    given: TagList
    spelt: Mapping[str, str]  # dropped spelling -> kept one
    merged: Mapping[str, str]
    tail: Tags
    meaningless: Tags
    kept: Tags
    categories: Sequence[Category]
    plane: NDArray[np.float64]  # (n kept, 2)


def clean(
    *,
    given: TagList,
    about: Sequence[str],
    embedder: TextEmbedder,
    folder: Path,
    processes: int,
    wish: Wish,
    say: Say,
    progress: Progress,
) -> Cleaned:
    """Spell once, embed, merge, cut the tail, keep what has a meaning, group, name.

    `about` are words about music: the vocabulary. Raises `ProviderError`; what was embedded
    until then is in the folder, and the next run goes on from there.
    """
    total, spelt = cleaning.spelt_once(given.uses)
    say(f"{len(given.uses):,} tags, {len(total):,} of them spelt differently")
    names = [name for name, _uses in Counter(total).most_common()]
    texts = [*names, *about, *NOISE] if wish.only_meaningful else names
    known = VectorFile(
        folder / "vectors.bin",
        model_key=f"{embedder.provider}:{embedder.model}:{embedder.dimensions}",
        dimensions=embedder.dimensions,
    )
    raw = embed_all(
        texts=texts, embedder=embedder, known=known, processes=processes, progress=progress
    )
    rows = cleaning.around_their_mean(raw)
    uses = np.array([total[name] for name in names], dtype=np.int64)
    tags = Tags(tuple(names), uses, rows[: len(names)])
    return _cleaned(given, spelt, tags, rows[len(names) :], len(about), wish, say)


def _cleaned(
    given: TagList,
    spelt: Mapping[str, str],
    tags: Tags,
    prototypes: Matrix,
    n_about: int,
    wish: Wish,
    say: Say,
) -> Cleaned:
    merged: Mapping[str, str] = {}
    if not wish.skip_merge:
        found = cleaning.near_merged(tags, least=wish.near)
        tags, merged = found.tags, found.into
        say(f"{len(merged):,} merged into a nearer and more used one")
    tags, tail = cleaning.tail_cut(tags, least=wish.least)
    say(f"{len(tail):,} used less than {wish.least} times, {len(tags):,} left")
    meaningless = tags.only(np.array([], dtype=np.intp))
    if wish.only_meaningful:
        about, noise = prototypes[:n_about], prototypes[n_about:]
        tags, meaningless = cleaning.meaningful(tags, about=about, noise=noise)
        say(f"{len(meaningless):,} that say nothing of the music, {len(tags):,} left")
    groups = cleaning.categories(tags, count=wish.categories)
    say(f"{len(groups)} categories: {', '.join(group.name for group in groups)}")
    plane = cleaning.plane(tags.vectors)
    return Cleaned(given, spelt, merged, tail, meaningless, tags, groups, plane)
