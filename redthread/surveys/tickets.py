"""Tickets to answer with: a personal link, or a phone that has read a code on a wall.

A token is signed with the installation's own secret. What is kept when it has been used is a mark under the
same secret, so that neither a token nor an invitation leads to its mark, nor the other way, for whoever has
the database and not the secret. See ADR 13.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable
from typing import NamedTuple
from unicodedata import normalize

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from redthread.core.ids import new_public_id
from redthread.surveys.models import OpenCode, RespondentGroup, Survey, SurveyInvitation, Wave

ID, CODE, SIGNATURE = 14, 10, 24  # letters of a public id, of a code, and of a signature
LINK = 16  # bytes that tell one respondent's answers over the waves, in a confidential survey


class Ticket(NamedTuple):
    """The right to answer once in one wave.

    Questions are put to the group, whose role is empty where several are not told apart: an answer to what
    only one role is asked would tell who among few gave it. Their words follow the person's own role.
    """

    wave: Wave
    group: RespondentGroup
    role: str
    language: str  # the person's; empty when nobody knows who it is
    seed: str  # what its mark is made of
    code: OpenCode | None = None  # by which it was minted


def token_of(invitation: SurveyInvitation) -> str:
    """144 bits over the invitation's id; the same each time."""
    return invitation.public_id + _signature("invitation", invitation.public_id)


def minted(code: OpenCode) -> str:
    """A new token for one phone that has read the code. Nothing is stored of it."""
    seed = code.code + new_public_id()
    return seed + _signature("code", seed)


def address_of(invitation: SurveyInvitation) -> str:
    """The whole address, for a mail."""
    return settings.BASE_URL + reverse("surveys:answer", args=[token_of(invitation)])


def address_of_code(code: OpenCode) -> str:
    """The whole address, for a wall."""
    return settings.BASE_URL + reverse("surveys:by_code", args=[code.code])


def ticket_by(token: str) -> Ticket | None:
    """The ticket, whether or not it is used and the wave open; None for what we have not signed."""
    return tickets_by([token]).get(token)


def tickets_by(tokens: Iterable[str]) -> dict[str, Ticket]:
    """The same for several, by token; what we have not signed is not there."""
    seeds = {token: token[:-SIGNATURE] for token in tokens if _is_signed(token)}
    people = [seed for seed in seeds.values() if len(seed) == ID]
    phones = {seed[:CODE] for seed in seeds.values() if len(seed) == CODE + ID}
    invitations = SurveyInvitation.objects.select_related("group", "person").filter(public_id__in=people)
    by_id = {one.public_id: one for one in invitations}
    codes = OpenCode.objects.select_related("group", "unit").filter(code__in=phones)
    by_code = {one.code: one for one in codes}
    standing = Wave.objects.select_related("survey__network").filter(survey__dropped_at=None)
    waves = standing.in_bulk(
        {one.wave_id for one in by_id.values()} | {one.wave_id for one in by_code.values()}
    )

    def ticket(seed: str) -> Ticket | None:
        person, code = by_id.get(seed), by_code.get(seed[:CODE])
        if person and person.wave_id in waves:
            wave = waves[person.wave_id]
            return Ticket(wave, person.group, person.role, person.person.language, seed)
        if code and code.wave_id in waves:
            return Ticket(waves[code.wave_id], code.group, code.role, "", seed, code)
        return None

    return {token: found for token, seed in seeds.items() if (found := ticket(seed))}


def _is_signed(token: str) -> bool:
    seed, signature = token[:-SIGNATURE], token[-SIGNATURE:]
    kind = {ID: "invitation", CODE + ID: "code"}.get(len(seed), "")
    return bool(kind) and token.isascii() and hmac.compare_digest(signature, _signature(kind, seed))


def mark_of(seed: str) -> str:
    """What is kept when the ticket with this seed has been used."""
    return _mark("spent", seed)


def seats_of(code: OpenCode) -> list[str]:
    """What is kept of each answer by the code, one of them drawn by lot: as many as may answer by it."""
    return [_mark("seat", f"{code.code}:{number}") for number in range(code.most)]


def retry_of(seed: str, key: str) -> str:
    """What is kept of the phone's own key, so that the same answer sent again is known from a second one."""
    return _mark("retry", f"{seed}:{key}")


def receipt_of(seed: str, key: str) -> str:
    """By which the phone's owner can take free words away: 80 bits in four groups, and stored nowhere."""
    digest = salted_hmac("surveys.receipt", f"{seed}:{key}", algorithm="sha256").digest()
    return tidy_receipt(base64.b32encode(digest[:10]).decode())


def tidy_receipt(typed: str) -> str:
    """However it is typed.

    >>> tidy_receipt("ABCD efgh-2345 6777")
    'abcd-efgh-2345-6777'
    """
    letters = "".join(one for one in typed.lower() if one.isalnum())
    return "-".join(letters[place : place + 4] for place in range(0, len(letters), 4))


def tidy_word(code_word: str) -> str:
    """However it is typed the next time: without what is no letter or number, and capitals as small ones.

    >>> tidy_word(" Storgata-ELG 7"), tidy_word("…")
    ('storgataelg7', '')
    """
    return "".join(one for one in normalize("NFKC", code_word).casefold() if one.isalnum())


def link_of(survey: Survey, code_word: str) -> bytes:
    """What a respondent's own code word becomes in a confidential survey, the same in each of its waves."""
    seed = f"{survey.public_id}:{tidy_word(code_word)}"
    return salted_hmac("surveys.link", seed, algorithm="sha256").digest()[:LINK]


def _mark(kind: str, seed: str) -> str:
    return salted_hmac(f"surveys.{kind}", seed, algorithm="sha256").hexdigest()


def _signature(kind: str, seed: str) -> str:
    digest = salted_hmac(f"surveys.ticket.{kind}", seed, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:18]).decode()
