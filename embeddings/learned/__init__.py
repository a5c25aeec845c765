"""Spaces made of the texts' vectors and of what was learnt beside them, for lists that use both."""
