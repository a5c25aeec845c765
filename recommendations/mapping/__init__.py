"""The catalogue as a map of two dimensions, and what a member sees on it."""
