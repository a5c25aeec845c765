"""How often a language model was asked on a day, and what it cost: of nobody in particular."""

from django.db import models


class LlmUse(models.Model):
    """A day of one asker, or of all of them (`who` empty).

    `who` is a keyed digest of the asker and the day: without the site's secret it leads to nobody,
    and not to the same asker's other days. Rows of past days are deleted.
    """

    day = models.DateField()
    who = models.CharField(max_length=64, blank=True)
    calls = models.PositiveIntegerField(default=0)
    micros = models.PositiveBigIntegerField(default=0)  # millionths of a US dollar

    class Meta:
        db_table = "llm_use"
        constraints = [models.UniqueConstraint(fields=["day", "who"], name="llm_use_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.calls}"
