"""Two acts that are one: proposals, the merge, and its undoing (FEATURES 65)."""
