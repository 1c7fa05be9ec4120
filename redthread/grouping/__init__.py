"""Who sits together, and whose turn it is, as pure functions."""
