"""Benchmarks: each is one command and prints a ratio. They are run by hand, never as timed tests."""
