"""The signed address by which somebody who has left takes back what they told, without signing in.

It leads to that and to nothing else: no word of a story, nor its name, stands behind it.
"""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse

from redthread.people.models import Person

SALT = "knowledge.farewell"


def farewell_address(person: Person) -> str:
    """The whole address, for a mail. It never runs out: what one has told is one's own while it stands."""
    signed = signing.Signer(salt=SALT, sep=".").sign(person.public_id)
    return settings.BASE_URL + reverse("knowledge:farewell", args=[signed])


def teller_of(signed: str) -> Person | None:
    """Whose address it is, also when that person can sign in no more; None when we did not sign it."""
    try:
        public_id = signing.Signer(salt=SALT, sep=".").unsign(signed)
    except signing.BadSignature:
        return None
    return Person.objects.filter(public_id=public_id).first()
