"""The address at which a list is rated."""

from django.urls import path

from recommendations.rating import views

app_name = "rating"

urlpatterns = [path("list/rate/", views.rate, name="rate")]
