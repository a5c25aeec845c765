"""Filling a space beside the one that serves: estimate, rate limit, budget, progress."""
