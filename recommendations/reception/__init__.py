"""What members say of bands, counted by week and reason for operators; it names nobody."""
