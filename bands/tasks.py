"""The index of the app's tasks; each slice holds its own."""

from bands.drafts.tasks import publish_due_drafts

__all__ = ["publish_due_drafts"]
