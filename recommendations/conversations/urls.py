"""Addresses of a member's kept conversations."""

from django.urls import path

from recommendations.conversations import views

app_name = "conversations"

urlpatterns = [
    path("ask/history/", views.history, name="history"),
    path("ask/history/keeping/", views.keeping, name="keeping"),
    path("ask/history/export/", views.export, name="export"),
    path("ask/history/delete/", views.delete_all, name="delete_all"),
    path("ask/history/<int:conversation_id>/delete/", views.delete_one, name="delete"),
]
