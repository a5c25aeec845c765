"""A real PostgreSQL and a real Valkey from wheels, and the supervisor that keeps them up."""
