"""Every address of the site."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from bands.views import cover, detail
from config import health, pages
from embeddings.covers import vector_of
from recommendations.exposure.doors import counting

handler400 = "config.error_pages.bad_request"
handler403 = "config.error_pages.permission_denied"
handler404 = "config.error_pages.not_found"
handler500 = "config.error_pages.server_error"

urlpatterns = [
    path("", pages.home, name="home"),
    path("bands/<int:band_id>/cover.svg", cover, {"vector_of": vector_of}),
    path("bands/<int:band_id>/", counting(detail)),
    path("", include("bands.urls")),
    path("", include("members.urls")),
    path("", include("recommendations.opening.urls")),
    path("", include("members.account.urls")),
    path("", include("recommendations.suggest.urls")),
    path("", include("recommendations.whynot.urls")),
    path("", include("recommendations.rating.urls")),
    path("", include("recommendations.satisfaction.urls")),
    path("", include("recommendations.asking.urls")),
    path("", include("recommendations.conversations.urls")),
    path("", include("recommendations.mapping.urls")),
    path("", include("recommendations.steering.urls")),
    path("", include("recommendations.hottest.urls")),
    path("", include("recommendations.around.urls")),
    path("language/", require_POST(set_language), name="language"),
    path(f"{settings.ADMIN_PATH}/", admin.site.urls),
    path("api/", include("config.api_urls")),
    path("health", health.health, name="health"),
    path("ready", health.ready, name="ready"),
]
