"""The index of the app's admin; each slice holds its own."""

from recommendations.board import admin as board_admin

__all__ = ["board_admin"]
