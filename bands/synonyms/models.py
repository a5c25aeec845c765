"""Spellings that stand for a keyword of the vocabulary."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class KeywordSynonym(models.Model):
    """A word that is known and means another one: what a merged keyword was called (S19).

    A live keyword of the same spelling counts for more than its synonym.
    """

    word = models.CharField(_("낱말"), max_length=60, unique=True)
    keyword = models.ForeignKey(
        "bands.Keyword", models.CASCADE, related_name="synonyms", verbose_name=_("키워드")
    )
    made_at = models.DateTimeField(_("만든 때"), db_default=Now())

    class Meta:
        db_table = "keyword_synonym"
        verbose_name = _("같은 말")
        verbose_name_plural = _("같은 말")
        constraints = [
            models.CheckConstraint(condition=~models.Q(word=""), name="keyword_synonym_not_empty")
        ]

    def __str__(self) -> str:
        return self.word
