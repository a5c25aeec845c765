"""Addresses of joining, coming in, and picking."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from members import views

app_name = "members"

urlpatterns = [
    path("signup/", views.signup, name="signup"),
    path("login/", views.Login.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("me/", views.me, name="me"),
    path("me/feedback/", views.feedback, name="feedback"),
    path("bands/<int:band_id>/feedback/", views.react, name="react"),
    path("pick/", views.pick, name="pick"),
    path("pick/bands/", views.pick_bands, name="pick_bands"),
    path("pick/keywords/", views.pick_keywords, name="pick_keywords"),
]
