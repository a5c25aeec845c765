"""What must be loaded with Django in every process."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "DiggIndie"

    def ready(self) -> None:
        from config import celery, checks  # noqa: F401
        from config.roles import fill_roles

        post_migrate.connect(fill_roles, dispatch_uid="roles")
