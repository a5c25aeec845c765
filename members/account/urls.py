"""Addresses of a member's own account."""

from django.urls import path

from members.account import views

app_name = "account"

urlpatterns = [
    path("me/account/", views.edit, name="edit"),
    path("me/password/", views.password, name="password"),
    path("me/export/", views.export, name="export"),
    path("me/delete/", views.delete, name="delete"),
]
