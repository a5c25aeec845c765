"""The index of the app's admin; each slice holds its own."""

from recommendations.asking.asked_for import admin as asked_for_admin
from recommendations.board import admin as board_admin
from recommendations.evaluation import admin as evaluation_admin
from recommendations.experiments import admin as experiments_admin
from recommendations.exposure import admin as exposure_admin
from recommendations.preview import admin as preview_admin
from recommendations.preview import panel as preview_panel
from recommendations.rating import admin as rating_admin
from recommendations.reach import admin as reach_admin
from recommendations.reception import admin as reception_admin
from recommendations.satisfaction import admin as satisfaction_admin
from recommendations.training import admin as training_admin

__all__ = [
    "asked_for_admin",
    "board_admin",
    "evaluation_admin",
    "experiments_admin",
    "exposure_admin",
    "preview_admin",
    "preview_panel",
    "rating_admin",
    "reach_admin",
    "reception_admin",
    "satisfaction_admin",
    "training_admin",
]
