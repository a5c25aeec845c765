"""The API's edge: the envelope, the one error shape, what may come in."""
