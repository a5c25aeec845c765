"""Learning on a schedule: what people picked becomes a space that serves only where it is better."""
