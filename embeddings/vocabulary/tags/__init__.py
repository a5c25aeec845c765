"""A long list of tags, as people typed them, made into a vocabulary (CONTRACT S14-S23)."""
