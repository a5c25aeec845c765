"""Reads of golden pairs."""

from __future__ import annotations

from typing import Self

from django.db import models

from embeddings.golden.scoring import Pair


class GoldenPairQuerySet(models.QuerySet):
    def active(self) -> Self:
        """Those that count: not taken away, and of two bands that are."""
        return self.filter(
            is_active=True, band_a__deleted_at=None, band_b__deleted_at=None
        ).order_by("pk")

    def as_pairs(self) -> list[Pair]:
        """What `score_pairs` judges; the keys are band ids."""
        rows = self.values_list("band_a_id", "band_b_id", "is_near", "why")
        return [Pair(*row) for row in rows]
