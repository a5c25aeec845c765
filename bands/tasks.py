"""The index of the app's tasks; each slice holds its own."""

from bands.drafts.tasks import publish_due_drafts
from bands.link_health.tasks import check_links
from bands.transfer.tasks import advance_imports

__all__ = ["advance_imports", "check_links", "publish_due_drafts"]
