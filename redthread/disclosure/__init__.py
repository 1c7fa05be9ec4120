"""Which figures must be hidden, and the attacker that tries to derive them. Pure: numpy and scipy."""
