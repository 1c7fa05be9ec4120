"""A fictional town with networks and eighteen months of history, built by the actions people call."""
