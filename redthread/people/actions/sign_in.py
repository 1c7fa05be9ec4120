"""Links that sign a person in once, and signing out everywhere."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.db import transaction

from redthread.people.models import Person, SignInLink

LINK_HOURS = 24
KEEP_USED_LINKS = timedelta(days=30)


def _hash(token: str) -> str:
    """A stolen database must not contain working links, so only this is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_sign_in_link(*, person: Person, now: datetime, hours: float = LINK_HOURS) -> str:
    """The token of a link (`people:sign_in_link`) that signs `person` in once within `hours`."""
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(
        person=person, token_hash=_hash(token), created_at=now, expires_at=now + timedelta(hours=hours)
    )
    return token


def link_owner(*, token: str, now: datetime) -> Person | None:
    """Whom the link would sign in, without using it; None when it is unknown, used or expired."""
    link = (
        SignInLink.objects.usable(now)
        .filter(token_hash=_hash(token), person__is_active=True)
        .select_related("person")
        .first()
    )
    return link.person if link else None


@transaction.atomic
def use_sign_in_link(*, token: str, now: datetime) -> Person | None:
    """Use the link up and say whom to sign in; None, and nothing changed, when it cannot be used.

    Two who press at once get one sign-in: the row is moved by a conditional update.
    """
    person = link_owner(token=token, now=now)
    if person is None:
        return None
    used = SignInLink.objects.usable(now).filter(token_hash=_hash(token)).update(used_at=now)
    return person if used else None


def forget_old_sign_in_links(*, now: datetime) -> int:
    """Delete links that ran out or were used long ago; says how many."""
    return SignInLink.objects.filter(expires_at__lt=now - KEEP_USED_LINKS).delete()[0]


@transaction.atomic
def sign_out_everywhere(*, person: Person) -> None:
    """End every session of the person, also this one, and make unused sign-in links worthless.

    A session holds a digest of the (unusable) password, so a new one ends them all at the next request.
    """
    person.set_unusable_password()
    person.save(update_fields=["password"])
    UserSession.objects.filter(user=person).delete()
    person.sign_in_links.filter(used_at=None).delete()
