"""The address of the page where one steers a list."""

from django.urls import path

from recommendations.steering import views

app_name = "steering"

urlpatterns = [path("dig/", views.dig, name="dig")]
