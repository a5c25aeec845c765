"""A sentence in the listener's own words: what it says, what fits it, and how that is told."""
