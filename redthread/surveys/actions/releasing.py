"""«Ferdigstill» of a wave's results, to the network and, by itself, to the owner; and taking it back."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from redthread.people.models import Person
from redthread.sharing import actions as sharing
from redthread.sharing.models import Audience, Release
from redthread.surveys.definition import instrument_of
from redthread.surveys.models import Wave, WaveResult
from redthread.surveys.results_page import results_page

AUDIENCES = {"nettverk": Audience.NETWORK, "skoleeier": Audience.OWNER}  # as they stand in addresses


def release_result(*, result: WaveResult, audience: str, by: Person, now: datetime) -> Release:
    """Show the audience the figures and pictures of the result, which never change; never the free words.

    The pictures are drawn from the result itself for as long as the release stands. Twice is one release.
    """
    standing = standing_release(result.wave, audience)
    if standing is not None:
        return standing
    survey = result.wave.survey
    return sharing.release(
        network=survey.network,
        school=None,
        kind=Release.Kind.SURVEY,
        source=result.wave.public_id,
        about="",
        audience=audience,
        title=title_of(result.wave),
        snapshot=snapshot_of(result),
        by=by,
        now=now,
    )


def take_back_result(*, wave: Wave, audience: str, by: Person, now: datetime) -> None:
    """From the next request on the audience sees nothing of it."""
    standing = standing_release(wave, audience)
    if standing is not None:
        sharing.revoke(release=standing, by=by, now=now)


def standing_release(wave: Wave, audience: str) -> Release | None:
    found = Release.objects.standing().filter(source=wave.public_id, audience=audience)
    return found.select_related("released_by").first()


def title_of(wave: Wave) -> str:
    return _("%(title)s, runde %(number)d") % {"title": wave.survey.title, "number": wave.number}


def snapshot_of(result: WaveResult) -> list[dict[str, str]]:
    """What matters most, what it rests on and what it does not say, in the owner's written norm."""
    survey = result.wave.survey
    with override(survey.network.owner.written_norm or "nb"):
        page = results_page(result.figures, {}, instrument_of(survey), with_texts=False)
        parts = (
            (_("Det viktigste"), [message.in_words() for message in page.messages]),
            (_("Det bygger på"), page.rests),
            (_("Det sier ikke"), page.cannot),
            (
                _("Indeksene"),
                [line.in_words() for line in page.indices.lines],
            ),
        )
        return [{"label": label, "text": "\n".join(lines)} for label, lines in parts if lines]
