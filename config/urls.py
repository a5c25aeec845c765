"""Every address of the site."""

from django.urls import include, path

from config import health

handler500 = "config.middleware.server_error"

urlpatterns = [
    path("api/", include("config.api_urls")),
    path("health", health.health, name="health"),
    path("ready", health.ready, name="ready"),
]
