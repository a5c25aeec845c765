"""Methods that learn from listens and tags, behind one interface (CONTRACT A11, S125, S126)."""
