"""Log all kept runs to an MLflow tracking store: those it has already stay as they are."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from recommendations.evaluation.models import EvaluationRun
from recommendations.evaluation.tracking import NotTracked, Store


class Command(BaseCommand):
    help = "Every kept run of `manage.py evaluate` in an MLflow tracking store, once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--uri", default="", help="of the store (MLFLOW_TRACKING_URI)")

    def handle(self, *args: Any, **options: Any) -> None:
        uri = options["uri"] or settings.MLFLOW_TRACKING_URI
        if not uri:
            raise CommandError("Say with --uri or MLFLOW_TRACKING_URI where MLflow's store is.")
        try:
            store = Store(uri)
            logged = [store.log(run) for run in EvaluationRun.objects.order_by("pk")]
        except NotTracked as error:
            raise CommandError(f"{error}.") from None
        self.stdout.write(f"{sum(logged)} logged, {len(logged) - sum(logged)} there already")
