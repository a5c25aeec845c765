"""The numeric core: pure functions over arrays, no framework, no I/O of their own."""
