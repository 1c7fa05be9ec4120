"""What in a text can identify somebody: marks with places and suggestions. Pure; nothing leaves the
machine."""
