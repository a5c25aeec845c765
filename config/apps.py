"""What must be loaded with Django in every process."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "DiggIndie"

    def ready(self) -> None:
        from config import celery, checks  # noqa: F401
