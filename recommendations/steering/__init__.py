"""A list that its listener turns by hand: two sliders, more like this, less like this."""
