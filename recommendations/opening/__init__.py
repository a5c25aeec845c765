"""The first minutes of a listener: a wall of bands, suggested keywords, a first list."""
