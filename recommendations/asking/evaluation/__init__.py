"""Utterances whose answers are known, and how well each step meets them."""
