"""The address of the weekly question's answer."""

from django.urls import path

from recommendations.satisfaction import views

app_name = "satisfaction"

urlpatterns = [path("list/weekly/", views.answer, name="answer")]
