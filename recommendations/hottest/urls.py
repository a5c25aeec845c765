"""The address of what is popular now."""

from django.urls import path

from recommendations.hottest import views

app_name = "hottest"

urlpatterns = [path("hot/", views.hot, name="hot")]
