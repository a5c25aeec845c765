"""The index of the app's admin; each slice holds its own."""

from recommendations.board import admin as board_admin
from recommendations.evaluation import admin as evaluation_admin
from recommendations.exposure import admin as exposure_admin
from recommendations.preview import admin as preview_admin
from recommendations.preview import panel as preview_panel
from recommendations.reach import admin as reach_admin

__all__ = [
    "board_admin",
    "evaluation_admin",
    "exposure_admin",
    "preview_admin",
    "preview_panel",
    "reach_admin",
]
