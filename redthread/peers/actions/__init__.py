"""What people do for each other: every change to this room's data."""
