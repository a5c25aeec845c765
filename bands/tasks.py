"""The index of the app's tasks; each slice holds its own."""

from bands.drafts.tasks import publish_due_drafts
from bands.link_health.tasks import check_links

__all__ = ["check_links", "publish_due_drafts"]
