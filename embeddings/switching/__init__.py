"""Another space takes over: comparison, gate, switch, roll back, and the log of it all."""
