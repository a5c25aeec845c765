"""A member's own account: seen, edited, exported as a file, deleted for good (FEATURES 101)."""
