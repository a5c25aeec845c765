"""System checks: what an operator can get wrong, said at the start."""
