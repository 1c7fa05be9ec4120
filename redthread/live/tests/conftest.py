"""A phone with a seat, for every test of the room."""

from redthread.live.tests.hands import phone  # noqa: F401
