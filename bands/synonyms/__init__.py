"""Spellings that stand for a keyword, and what a merge of two keywords does to bands."""
