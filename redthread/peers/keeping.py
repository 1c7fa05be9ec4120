"""How long asking for help is kept: a short while after it is over, and no longer."""

from __future__ import annotations

from datetime import timedelta

KEPT_AFTER_CLOSING = timedelta(days=90)  # until somebody wants to find the answer again
SLEEPS_AFTER = timedelta(days=180)  # nobody has written for half a year: it is over
PAIR_KEPT = timedelta(days=365)  # after its last day
INVITATION_KEPT = timedelta(days=60)  # one that was answered by «ikke nå», or not at all
