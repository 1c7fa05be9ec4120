"""The signed address in a reminder by which its reader turns reminders off, without signing in."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from redthread.people.models import Person

SALT = "notices.unsubscribe"


def unsubscribe_address(person: Person) -> str:
    """The whole address, for a mail. It never runs out: an old reminder can still be answered by «stop»."""
    signed = signing.Signer(salt=SALT, sep=".").sign(person.public_id)
    return settings.BASE_URL + reverse("notices:unsubscribe", args=[signed])


def unsubscribe_line(person: Person) -> str:
    """The last lines of a mail that nobody has asked for, in the language that is active."""
    return _("Vil du ikke ha slike e-poster? Slå dem av her:") + "\n" + unsubscribe_address(person)


def person_of(signed: str) -> Person | None:
    """Whose address it is; None when it is not one that we signed, or the person is no longer active."""
    try:
        public_id = signing.Signer(salt=SALT, sep=".").unsign(signed)
    except signing.BadSignature:
        return None
    return Person.objects.filter(public_id=public_id, is_active=True).first()
