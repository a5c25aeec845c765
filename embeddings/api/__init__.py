"""Staff-only addresses that ask for embeddings (CONTRACT D60, P7)."""
