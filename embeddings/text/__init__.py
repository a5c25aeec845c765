"""Text to unit vectors: providers, the gateway that guards them, and what we say of a band."""
