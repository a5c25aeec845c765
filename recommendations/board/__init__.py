"""What a curator sees first: what is missing, and the way to each mend (FEATURES 64)."""
