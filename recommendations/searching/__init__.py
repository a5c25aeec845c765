"""Finding bands by what a query means, beside those that are called so (FEATURES N11, row 84)."""
