"""Random names for things in addresses, so that nothing can be guessed or counted."""

import secrets

ALPHABET = "abcdefghijkmnopqrstuvwxyz23456789"  # without l, 0 and 1, which are misread on paper


def new_public_id() -> str:
    """14 characters, 70 bits: never sequential, safe in an address."""
    return "".join(secrets.choice(ALPHABET) for _ in range(14))
