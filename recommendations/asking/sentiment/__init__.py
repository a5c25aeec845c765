"""A small model of praise and blame in Korean, trained here and loaded without pickle."""
