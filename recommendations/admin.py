"""The index of the app's admin; each slice holds its own."""

from recommendations.board import admin as board_admin
from recommendations.exposure import admin as exposure_admin
from recommendations.reach import admin as reach_admin

__all__ = ["board_admin", "exposure_admin", "reach_admin"]
