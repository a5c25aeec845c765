"""The catalogue in and out as files: compared first, then written, and taken back if need be."""
