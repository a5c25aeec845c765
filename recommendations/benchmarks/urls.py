"""The site's addresses, and that of the pipeline as written: only benchmarks route here."""

from django.urls import include, path

from recommendations.benchmarks.as_written import UpdateAsWritten

urlpatterns = [
    path("api/as-written/<str:provider>", UpdateAsWritten.as_view()),
    path("", include("config.urls")),
]
