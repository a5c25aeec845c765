"""The address of a keyword."""

from django.urls import path

from recommendations.around import views

app_name = "around"

urlpatterns = [path("keywords/<int:keyword_id>/", views.keyword, name="keyword")]
