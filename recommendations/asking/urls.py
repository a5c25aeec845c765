"""Addresses of the page where one asks in one's own words."""

from django.urls import path

from recommendations.asking import views

app_name = "asking"

urlpatterns = [
    path("ask/", views.ask, name="ask"),
    path("ask/steps/", views.steps, name="steps"),
]
