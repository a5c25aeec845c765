"""Wiring: settings, addresses, schedule and the API's edge."""
