"""The secret that a mail about a talk carries, and that comes back in the References of a reply.

It is signed and not stored: it says which talk and which of the two, and is worth nothing to anybody else.
Short enough that no mail program folds the line that it stands in.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode

from django.utils.crypto import constant_time_compare, salted_hmac

from redthread.peers.models import HelpTalk
from redthread.people.models import Person

SALT = "peers.reply"
BYTES = 16  # 128 bits of the signature
LETTERS = {HelpTalk.Side.ASKER: "r", HelpTalk.Side.ASKED: "a"}
SIDES = {letter: side for side, letter in LETTERS.items()}
SECRET = re.compile(r"<hjelp\.([A-Za-z0-9]{14})\.([ra])\.([A-Za-z0-9_-]{22})@[^<>\s]{1,200}>")


def reference_of(talk: HelpTalk, person: Person) -> str:
    """What stands before the @ of the reference."""
    letter = LETTERS[talk.side_of(person)]
    return f"hjelp.{talk.public_id}.{letter}.{_signature(talk.public_id, letter)}"


def read_reference(header: str) -> tuple[str, HelpTalk.Side] | None:
    """Which talk and whose secret, of the first reference that we signed ourselves."""
    for found in SECRET.finditer(header):
        talk, letter, signature = found.groups()
        if constant_time_compare(signature, _signature(talk, letter)):
            return talk, SIDES[letter]
    return None


def _signature(talk: str, letter: str) -> str:
    made = salted_hmac(SALT, f"{talk}.{letter}", algorithm="sha256").digest()[:BYTES]
    return urlsafe_b64encode(made).decode().rstrip("=")
