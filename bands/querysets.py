"""Reads of the catalogue, each named for what it is used for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from django.db import models
from django.db.models import Count, Prefetch, Q


class KeywordQuerySet(models.QuerySet):
    def live(self) -> Self:
        return self.filter(deleted_at=None)

    def by_facet(self) -> Self:
        """The vocabulary as pages and the API list it."""
        return self.live().order_by("facet", "id")

    def carried_most(self) -> Self:
        """Those that most published bands carry first."""
        published = Q(bands__deleted_at=None, bands__is_published=True)
        counted = self.live().annotate(carriers=Count("bands", filter=published))
        return counted.order_by("-carriers", "id")


class BandQuerySet(models.QuerySet):
    def live(self) -> Self:
        return self.filter(deleted_at=None)

    def published(self) -> Self:
        """What a listener may see."""
        return self.live().filter(is_published=True)

    def with_texts(self) -> Self:
        return self.select_related("description")

    def for_objects(self) -> Self:
        """All that an API object shows, in two queries however many bands."""
        from bands.models import Keyword

        live_keywords = Keyword.objects.live().order_by("id")
        return self.select_related("top_track", "description").prefetch_related(
            Prefetch("keywords", queryset=live_keywords)
        )

    def for_cards(self) -> Self:
        """All that a card shows: an object and its other names, in three queries."""
        return self.for_objects().prefetch_related("names")


Loading = Callable[[BandQuerySet], BandQuerySet]  # of what is shown of a band
