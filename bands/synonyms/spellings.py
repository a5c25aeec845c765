"""Words as they were written, turned into the keywords that stand for them now."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bands.documents import Act
from bands.models import Keyword
from bands.synonyms.models import KeywordSynonym


def kept_words(words: Iterable[str]) -> dict[str, str]:
    """word -> the live keyword that it means, for those of `words` that are synonyms."""
    asked = set(words)
    if not asked:
        return {}
    known = KeywordSynonym.objects.filter(word__in=asked, keyword__deleted_at=None)
    live = Keyword.objects.live().filter(keyword__in=known.values("word")).values("keyword")
    return dict(known.exclude(word__in=live).values_list("word", "keyword__keyword"))


def spelt_as_kept(act: Act, kept: Mapping[str, str]) -> Act:
    """The act with the keywords that its words mean now."""
    if act.keywords.isdisjoint(kept):
        return act
    return replace(act, keywords=frozenset(kept.get(word, word) for word in act.keywords))
