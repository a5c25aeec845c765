"""What lies around a band and around a keyword, and how others came there."""
