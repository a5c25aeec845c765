"""Addresses of the question why a band is not in the list."""

from django.urls import path

from recommendations.whynot import views

app_name = "whynot"

urlpatterns = [path("list/why-not/", views.ask, name="ask")]
