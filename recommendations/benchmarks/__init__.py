"""How fast it is: our update, the pipeline as the contract reads literally, and the floor."""
