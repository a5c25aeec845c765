"""What many people picked or liked lately: a count of people, and of nobody's taste."""
