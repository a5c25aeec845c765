"""What listeners asked for and the catalogue does not have, by name, not by whom."""
