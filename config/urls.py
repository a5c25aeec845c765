"""Every address of the site."""

from django.urls import path

from config import health

urlpatterns = [
    path("health", health.health, name="health"),
    path("ready", health.ready, name="ready"),
]
