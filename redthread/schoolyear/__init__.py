"""The Norwegian school year, weeks and wall clocks, as pure functions."""
