"""What a new try-out opens with: what is known already of where the idea comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from redthread.betweenwork.actions.try_out_releases import standing_release
from redthread.betweenwork.actions.try_outs import Source
from redthread.betweenwork.lineage import Node
from redthread.betweenwork.lineage_reading import Lineage, read_around
from redthread.betweenwork.models import TryOut
from redthread.betweenwork.snapshots import Snapshot
from redthread.betweenwork.try_out_access import is_of, readable_by
from redthread.betweenwork.try_out_page import inspired_by_it
from redthread.betweenwork.try_out_snapshot import STORY, value_in
from redthread.gatherings.method_library import chosen_method, current_card
from redthread.gatherings.models import Commitment
from redthread.knowledge.models import Story
from redthread.knowledge.story_reading import told_to
from redthread.networks.access import Access
from redthread.sharing.models import Release


class Start(NamedTuple):
    """`source` is what it is inspired by; `initial` what the form holds; `words` say it above the form."""

    source: Source
    initial: dict[str, Any]
    words: str = ""


def start_of(access: Access, asked: Mapping[str, str]) -> Start:
    """From another try-out (`fra`), a story (`fortelling`), a method (`metode`) or a commitment
    (`forpliktelse`); else empty.

    What the person may not read is as if it were not asked for. A method that does not exist is Http404.
    """
    known = readable_by(access.person).prefetch_related("joined").select_related("school")
    if found := known.filter(public_id=asked.get("fra", "")).first():
        return _from_try_out(access, found)
    if told := _story(access, asked.get("fortelling", "")):
        return told
    if method := chosen_method(access.network, asked.get("metode", "")):
        card = current_card(method)
        words = _("Inspirert av metoden %(name)s") % {"name": card.name}
        return Start(Source(method=method), {"title": card.name, "want": card.purpose}, words)
    visible = Commitment.objects.visible_to(access).filter(school__in=access.organisation_ids)
    if promise := visible.select_related("school").filter(public_id=asked.get("forpliktelse", "")).first():
        initial = {
            "title": _short(promise.what),
            "doing": promise.what,
            "with_whom": promise.who,
            "until_on": promise.due_on,
            "school": promise.school.public_id,
        }
        return Start(Source(commitment=promise), initial, _("Dette har dere lovet. Prøv det i det små."))
    return Start(Source(), {})


def _from_try_out(access: Access, found: TryOut) -> Start:
    """In the words in which the network was shown it; only the own school's may be newer than that."""
    release = standing_release(found)
    if release is not None:
        texts = {entry.get("key"): entry["text"] for entry in release.snapshot}
        title = release.title
    else:
        texts, title = {"want": found.want, "doing": found.doing}, found.title
    initial = {"title": title, "want": texts.get("want", ""), "doing": texts.get("doing", "")}
    if not is_of(found, access.organisation_ids):
        initial["thanks"] = _("Takk for ideen! Nå prøver vi den hos oss.")
    words = _("Inspirert av «%(title)s», %(school)s") % {"title": title, "school": found.school}
    return Start(Source(try_out=found), initial, words)


def _story(access: Access, key: str) -> Start | None:
    """Of a story not a word is taken along, so that none is left where it is withdrawn."""
    found = Story.objects.shown_to(access).filter(public_id=key).first() if key else None
    told = next(iter(told_to(access, key)), None) if found else None
    if found is None or told is None:
        return None
    thanks = _("Takk for fortellingen! Nå prøver vi det hos oss.")
    initial = {"thanks": thanks} if found.teller_id != access.person.pk else {}
    words = _("Inspirert av «%(title)s», %(school)s") % {"title": told.title, "school": told.school}
    return Start(Source(story=found), initial, words)


def _short(text: str) -> str:
    first = " ".join(text.split())
    return first if len(first) <= 80 else first[:79].rsplit(" ", 1)[0] + " …"


class Sources(NamedTuple):
    """What stands around a try-out: what inspired it, as far as the reader may see, and what it inspired."""

    words: str
    href: str
    inspired: list[tuple[Node, str]]
    has_family: bool


def sources_of(access: Access, try_out: TryOut, release: Release | None) -> Sources:
    """A source that the reader may not see is said to be one, no more; `release` is the standing one."""
    snapshot: Snapshot = release.snapshot if release else []
    lineage = read_around(access, try_out, value_in(snapshot, "inspired"))
    nodes = {node.key: node for node in lineage.nodes}
    here = nodes[try_out.public_id]
    above = nodes.get(here.source)
    is_story = bool(try_out.story_id) if here.is_own else value_in(snapshot, "inspired", "of") == STORY
    if is_story:
        words, href = _told(access, here.source, lineage)
    elif above is not None:
        words, href = f"{above.title}, {lineage.schools[above.school]}", above.href
    elif here.source:
        words, href = _("en annen utprøving"), ""
    else:
        words, href = _plain_source(try_out, snapshot, is_own=here.is_own), ""
    inspired = [(one, str(lineage.schools[one.school])) for one in inspired_by_it(here.key, lineage.nodes)]
    return Sources(words, href, inspired, bool(above or href or inspired or len(here.takers) > 1))


def _told(access: Access, key: str, lineage: Lineage) -> tuple[str, str]:
    """The story it came from, as far as the reader is shown it."""
    told = lineage.stories.get(key)
    if told is None:
        return _("en fortelling som er trukket"), ""
    if not told.is_seen:
        return _("en praksisfortelling"), ""
    address = reverse("knowledge:story", args=[access.network.slug, key])
    return f"{told.title}, {lineage.schools[told.school]}", address


def _plain_source(try_out: TryOut, snapshot: Snapshot, *, is_own: bool) -> str:
    """The method or the source outside: as it is for one's own, as it was shown for the others."""
    if is_own:
        return try_out.method.name if try_out.method else try_out.outside
    return next((entry["text"] for entry in snapshot if entry.get("key") == "inspired"), "")
