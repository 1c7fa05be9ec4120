"""The monthly letter of a network, drafted and sent as its leader would."""

from __future__ import annotations

from datetime import datetime, timedelta

from redthread.betweenwork.actions.letters import draft_letter, mark_of, send_letter, write_letter
from redthread.demo.circles import Circle

OPENING = "Takk for en god samling. Det var fint å høre så mange prøve noe smått og si hva som ikke virket."


def send_a_letter(circle: Circle, now: datetime) -> None:
    """Two days ago; what the draft knew, with a few words of the leader's own."""
    then = now - timedelta(days=2)
    letter = draft_letter(network=circle.network, by=circle.leader, now=then)
    first, _blank, rest = letter.text.partition("\n\n")
    text = f"{first}\n\n{OPENING}\n\n{rest}"
    write_letter(letter=letter, title=letter.title, text=text, version=1, by=circle.leader, now=then)
    letter.refresh_from_db()
    send_letter(letter=letter, seen=mark_of(letter), by=circle.leader, now=then)
