"""Addresses below /api/auth/."""

from django.urls import path

from members.api import auth

urlpatterns = [
    path("signup", auth.SignUp.as_view(), name="api-signup"),
    path("login", auth.LogIn.as_view(), name="api-login"),
    path("refresh", auth.Refresh.as_view(), name="api-refresh"),
    path("logout", auth.LogOut.as_view(), name="api-logout"),
]
