"""Learning on a schedule: what people picked becomes a space, which serves where it is better."""
