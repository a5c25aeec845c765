"""The ruler: data splits, metrics, intervals and protocols that every method is held to."""
