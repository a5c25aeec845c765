"""How well known each band is here, as a worker counted it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from bands.models import Band


class BandFamiliarity(models.Model):
    """What is known of a band, of nobody in particular.

    picked : members whose pick it is   found : among the nearest of how many other bands
    share : 0 the least known to 1 the best known, see `familiarity`
    """

    band = models.OneToOneField(Band, models.CASCADE, primary_key=True, related_name="+")
    picked = models.PositiveIntegerField()
    found = models.PositiveIntegerField()
    share = models.FloatField(validators=[MinValueValidator(0.0), MaxValueValidator(1.0)])
    counted_at = models.DateTimeField()

    class Meta:
        db_table = "band_familiarity"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(share__gte=0, share__lte=1), name="band_familiarity_share"
            )
        ]
