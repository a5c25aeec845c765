"""Experiments: methods serve listeners side by side, and a report says which is better."""
