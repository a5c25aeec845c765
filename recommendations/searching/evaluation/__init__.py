"""Queries whose answers are known, and how well the search meets them."""
