"""Figures of the board that take too long for a page."""

from django.db import models


class BoardFigure(models.Model):
    """What a worker counted: `amount` of `total`, the first row to mend, and when.

    `key` is that of a row of the board.
    """

    key = models.CharField(max_length=40, primary_key=True)
    amount = models.PositiveIntegerField()
    total = models.PositiveIntegerField()
    first = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "board_figure"
