"""P4, the catalogue: what methods do with the site's own bands, keywords and golden pairs."""
