"""Photos come in from phones, and go out to those who may see what they show."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from redthread.core.errors import InputError, RuleError
from redthread.core.photos import LARGEST_FILE, make_anew, photo_answer
from redthread.core.receipts import receipt
from redthread.gatherings.access import gathering_for
from redthread.live import flood
from redthread.live.actions.paper import LONGEST_NOTES, lines_of
from redthread.live.actions.photos import add_photo
from redthread.live.circles import ALL
from redthread.live.commands import ack_secret
from redthread.live.door import participant_for
from redthread.live.drawing import milliseconds
from redthread.live.fields import Fields
from redthread.live.leading import holder_of, read_ticket
from redthread.live.material import leads, shown_to_person
from redthread.live.models import Contribution, Participant
from redthread.live.photo_places import is_shown_in, is_shown_to, photo_in
from redthread.live.pictures import WALL
from redthread.live.receipts import Answer, answered, digest_of, once
from redthread.live.views.answers import no_seat, refused
from redthread.networks.access import SignedInRequest, login_required
from redthread.networks.roles import Permission

ROOM_FOR_FIELDS = 64 * 1024


@csrf_exempt  # a header that no form can send stands in its place
@require_POST
def photo_new(request: HttpRequest, pk: str) -> JsonResponse:
    """Take in one photo of the phone's, once."""
    participant = participant_for(request, pk)
    if participant is None or request.headers.get("X-Rom") != "1":
        return no_seat()
    wait = flood.PHOTOS.wait(participant.public_id)
    if wait:
        return refused(_("Det gikk litt fort. Vi sender det om et øyeblikk."), 429, wait=wait)
    try:
        key, answer = _take(request, participant)
    except RuleError as error:
        return refused(str(error), 409)
    except InputError as error:
        return refused(str(error), 422)
    return JsonResponse({**answer, **receipt(ack_secret(participant), key), "now": milliseconds()})


def _take(request: HttpRequest, participant: Participant) -> tuple[str, Answer]:
    if int(request.headers.get("Content-Length") or 0) > LARGEST_FILE + ROOM_FOR_FIELDS:
        raise InputError(_("Bildet er større enn 10 MB. Velg et mindre bilde."))
    file = cast("UploadedFile[bytes] | None", request.FILES.get("file"))
    if file is None:
        raise InputError(_("Velg et bilde."))
    body = _body(request, file)
    fields, key, digest = Fields(body), Fields(body).key(), digest_of(body)
    phase, pen = fields.word("phase"), fields.word("pen", optional=True)
    text = fields.text("text", optional=True, longest=LONGEST_NOTES)
    told = answered(participant.session, key, digest)
    if told is not None:
        return key, told
    file.seek(0)
    picture = make_anew(file, file.size or 0)  # slow, and so before the transaction

    def take() -> Answer:
        is_paper = body["from_paper"]
        photo, *ideas = add_photo(
            participant=participant,
            phase_key=phase,
            picture=picture,
            caption="" if is_paper else text,
            lines=lines_of(text) if is_paper else [],
            pen=pen,
            from_paper=is_paper,
            with_name=body["with_name"],
            now=timezone.now(),
        )
        return {"id": photo.public_id, "ids": [one.public_id for one in ideas], "late": photo.is_late}

    return key, once(session=participant.session, key=key, digest=digest, do=take)


def _body(request: HttpRequest, file: UploadedFile[bytes]) -> dict[str, Any]:
    """What is asked for as the other commands are, with the sum of the file in the file's place."""
    return {
        **{name: request.POST.get(name, "") for name in ("key", "phase", "pen", "text")},
        **{name: request.POST.get(name) in ("1", "true") for name in ("from_paper", "with_name")},
        "file": sha256(b"".join(file.chunks())).hexdigest(),
    }


@require_http_methods(["GET", "HEAD"])
def photo(request: HttpRequest, pk: str, idea: str) -> HttpResponse:
    """For a phone whose channels hold the photo, and for a leader's screen with a ticket."""
    participant = participant_for(request, pk)
    found = _of_phone(participant, idea) if participant else None
    found = found or _of_ticket(request.GET.get("billett", ""), pk, idea)
    if found is None:
        raise Http404
    return photo_answer(found.photo)


def _of_phone(participant: Participant, idea: str) -> Contribution | None:
    found = photo_in(participant.session, idea)
    if found is None or found.author_id == participant.pk:
        return found
    return found if is_shown_to(participant, found) else None


def _of_ticket(text: str, pk: str, idea: str) -> Contribution | None:
    ticket = read_ticket(text)
    holder = holder_of(ticket) if ticket is not None and ticket.session == pk else None
    if ticket is None or holder is None:
        return None
    session, _person = holder
    found = photo_in(session, idea)
    if found is None:
        return None
    return found if is_shown_in(session, (ticket.kind, ALL), found) else None


@login_required
@require_http_methods(["GET", "HEAD"])
def shown_photo(request: SignedInRequest, slug: str, pk: str, session: str, idea: str) -> HttpResponse:
    """For those who lead, and for those who sat where it was shown and are signed in."""
    gathering = gathering_for(request, slug, pk, needs=Permission.GATHERING_VIEW)
    one = get_object_or_404(gathering.live_sessions.all(), public_id=session)
    found = photo_in(one, idea)
    if found is None:
        raise Http404
    is_leader = leads(request.access)
    shown = shown_to_person([one], request.access.person, is_leader=is_leader, thing=found)
    if any(s.contribution_id == found.pk for s in shown[one.pk]):
        return photo_answer(found.photo)
    if is_leader and is_shown_in(one, (WALL, ALL), found):
        return photo_answer(found.photo)
    raise Http404
