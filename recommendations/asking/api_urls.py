"""The address at which an app asks in a member's own words."""

from django.urls import path

from recommendations.asking.api import Chat

urlpatterns = [path("chat", Chat.as_view())]
