"""The features of a band's track as they were given; scaling happens when they are used."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from bands.sound.features import FEATURES


def _feature(name: str, label: str) -> models.FloatField:
    allowed = FEATURES[name]
    validators = [MinValueValidator(allowed.least), MaxValueValidator(allowed.most)]
    return models.FloatField(label, validators=validators)


class TrackFeatures(models.Model):
    band = models.OneToOneField(
        "bands.Band", models.CASCADE, primary_key=True, related_name="+", verbose_name=_("밴드")
    )
    danceability = _feature("danceability", _("춤추기 좋음 (0–1)"))
    energy = _feature("energy", _("에너지 (0–1)"))
    key = _feature("key", _("조 (0–11, 0이 C)"))
    loudness = _feature("loudness", _("소리 크기 (dB)"))
    speechiness = _feature("speechiness", _("말소리 (0–1)"))
    acousticness = _feature("acousticness", _("어쿠스틱 (0–1)"))
    instrumentalness = _feature("instrumentalness", _("연주만 (0–1)"))
    liveness = _feature("liveness", _("공연 녹음 (0–1)"))
    valence = _feature("valence", _("밝음 (0–1)"))
    tempo = _feature("tempo", _("빠르기 (BPM)"))
    duration_ms = _feature("duration_ms", _("길이 (밀리초)"))
    time_signature = _feature("time_signature", _("한 마디의 박"))

    class Meta:
        db_table = "track_features"
        verbose_name = _("소리 특징")
        verbose_name_plural = _("소리 특징")
        constraints = [
            models.CheckConstraint(
                condition=models.Q((f"{name}__range", (allowed.least, allowed.most))),
                name=f"track_features_{name}",
            )
            for name, allowed in FEATURES.items()
        ]

    def __str__(self) -> str:
        return str(self.band)
