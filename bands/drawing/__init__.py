"""The drawing of covers: pen, colours, scenes. Pure; see `bands.cover`."""
