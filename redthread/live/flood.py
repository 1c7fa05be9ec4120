"""How much one phone, and one address, may ask for in the room."""

from __future__ import annotations

from redthread.core.buckets import Bucket as Bucket

COMMANDS = Bucket(60, 20)  # of one phone: sorting with both thumbs, and what was written on the bus
WRONG_CODES = Bucket(30, 600)  # of one address; a whole school may sit behind it
JOINS = Bucket(300, 300)
PHOTOS = Bucket(8, 60)  # making a photo anew takes a third of a second
