"""Commands that concern people."""
