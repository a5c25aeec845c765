"""The map as a worker drew it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from bands.models import Band
from embeddings.models import EmbeddingSpace
from recommendations.mapping.querysets import MapPlaceQuerySet

ON_THE_MAP = [MinValueValidator(0.0), MaxValueValidator(1.0)]


class CatalogueMap(models.Model):
    """The one map of the site: of which space, and of which vectors in it.

    `fingerprint` covers the space, its bands and the version of each band's text.
    """

    space = models.ForeignKey(EmbeddingSpace, models.SET_NULL, null=True, related_name="+")
    fingerprint = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "catalogue_map"


class MapPlace(models.Model):
    """Where a band stands, `x` to the right and `y` down.

    `is_guest` when it was set among its neighbours on a map that stood already.
    """

    band = models.OneToOneField(Band, models.CASCADE, primary_key=True, related_name="map_place")
    x = models.FloatField(validators=ON_THE_MAP)
    y = models.FloatField(validators=ON_THE_MAP)
    text_version = models.PositiveBigIntegerField()
    is_guest = models.BooleanField(default=False)

    objects = MapPlaceQuerySet.as_manager()

    class Meta:
        db_table = "map_place"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(x__gte=0, x__lte=1, y__gte=0, y__lte=1),
                name="map_place_on_the_map",
            )
        ]
