"""Vectors of the sentences of a band's text, so that a list can quote the one that fits."""
