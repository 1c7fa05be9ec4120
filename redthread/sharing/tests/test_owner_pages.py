"""The owner sees what has been released to the owner, and nothing else changes a byte."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.gatherings.models import AgendaItem, Minutes, Outcome
from redthread.networks import actions as networks
from redthread.networks.models import Network, Role
from redthread.people.models import Organisation, Position
from redthread.sharing import actions
from redthread.sharing.models import Audience, Release
from redthread.testing import make
from redthread.testing.cast import Cast

OWNER = "/skoleeier/"


def release(cast: Cast, title: str, audience: str = Audience.OWNER, **fields: object) -> Release:
    values = {
        "network": cast.network,
        "school": cast.asen,
        "kind": Release.Kind.SUMMARY,
        "source": title[:20],
        "about": "",
        "snapshot": [{"label": "Hva vi gjorde", "text": f"Innholdet i {title}."}],
        "by": cast.mona,
        "now": timezone.now(),
    }
    return actions.release(title=title, audience=audience, **(values | fields))  # type: ignore[arg-type]


def text_of(client: Client, at: str) -> str:
    return re.sub(r"[A-Za-z0-9]{64}", "TOKEN", client.get(at).content.decode())


def test_the_owner_reads_what_was_shared_and_opens_it(cast: Cast, as_person: type[SignedInClient]) -> None:
    one = release(cast, "Oppsummering fra Åsen")
    client = as_person(cast.olav)
    page = client.get(OWNER).content.decode()
    assert "Rektornettverk øst" in page
    assert "Oppsummering fra Åsen" in page
    opened = client.get(f"{OWNER}{one.public_id}/").content.decode()
    assert "Innholdet i Oppsummering fra Åsen." in opened
    assert "ferdigstilt" in opened
    assert "Svar nettverket" not in opened


def test_nothing_shared_is_told_kindly(cast: Cast, as_person: type[SignedInClient]) -> None:
    page = as_person(cast.olav).get(OWNER).content.decode()
    assert "Ingenting er delt med dere ennå" in page
    assert "når de selv velger det" in page


def test_a_proposal_can_be_answered_from_its_page(cast: Cast, as_person: type[SignedInClient]) -> None:
    one = release(cast, "Flere vikartimer", kind=Release.Kind.PROPOSAL, school=None)
    page = as_person(cast.olav).get(f"{OWNER}{one.public_id}/").content.decode()
    assert reverse("gatherings:owner_answer", args=[one.public_id]) in page


def test_taken_back_is_gone_at_the_next_request(cast: Cast, as_person: type[SignedInClient]) -> None:
    one = release(cast, "Oppsummering fra Åsen")
    client = as_person(cast.olav)
    assert client.get(f"{OWNER}{one.public_id}/").status_code == 200
    actions.revoke(release=one, by=cast.mona, now=timezone.now())
    assert client.get(f"{OWNER}{one.public_id}/").status_code == 404
    assert "Oppsummering fra Åsen" not in client.get(OWNER).content.decode()


@pytest.mark.parametrize("audience", [Audience.SCHOOL, Audience.NETWORK])
def test_what_is_shared_lower_on_the_ladder_stays_there(
    audience: str, cast: Cast, as_person: type[SignedInClient]
) -> None:
    one = release(cast, "Bare for oss", audience)
    client = as_person(cast.olav)
    assert "Bare for oss" not in client.get(OWNER).content.decode()
    assert client.get(f"{OWNER}{one.public_id}/").status_code == 404


def test_a_schools_release_goes_to_its_own_owner_also_from_a_regional_network(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    far = Organisation.objects.get(name="Odden skole")
    executive = make.person("Hilde Havnes")
    assert far.parent is not None
    make.position(executive, far.parent, Position.Kind.OWNER_EXECUTIVE)
    one = release(cast, "Fra Odden", school=far)
    assert as_person(cast.olav).get(f"{OWNER}{one.public_id}/").status_code == 404
    assert as_person(executive).get(f"{OWNER}{one.public_id}/").status_code == 200
    whole = release(cast, "Fra hele nettverket", school=None)
    assert as_person(cast.olav).get(f"{OWNER}{whole.public_id}/").status_code == 200
    assert as_person(executive).get(f"{OWNER}{whole.public_id}/").status_code == 404


def test_doors(cast: Cast, as_person: type[SignedInClient]) -> None:
    one = release(cast, "Oppsummering fra Åsen")
    for at in (OWNER, f"{OWNER}{one.public_id}/"):
        assert Client().get(at)["Location"] == f"{reverse('account_login')}?next={at}"
        for person in (cast.liv, cast.mona, cast.kine, cast.eva, cast.stein):
            assert as_person(person).get(at).status_code == 404, (at, person)
        for method in ("POST", "PUT", "DELETE"):
            assert as_person(cast.olav).generic(method, at).status_code == 405
    assert as_person(cast.olav).get(f"{OWNER}nothing/").status_code == 404


def test_access_ends_with_the_position(cast: Cast, as_person: type[SignedInClient]) -> None:
    client = as_person(cast.olav)
    assert client.get(OWNER).status_code == 200
    Position.objects.filter(person=cast.olav).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert client.get(OWNER).status_code == 404


def test_one_school_year_is_shown_at_a_time(cast: Cast, as_person: type[SignedInClient]) -> None:
    zone = timezone.get_current_timezone()
    release(cast, "I juli", now=datetime(2025, 7, 31, 23, 59, tzinfo=zone))
    release(cast, "I august", now=datetime(2025, 8, 1, 0, 0, tzinfo=zone))
    client = as_person(cast.olav)
    newest = client.get(OWNER).content.decode()
    assert ("I august" in newest, "I juli" in newest) == (True, False)
    older = client.get(OWNER, {"skolear": "2024"}).content.decode()
    assert ("I august" in older, "I juli" in older) == (False, True)
    for nonsense in ("1900", "x", "٢٠٢٥", "9" * 50):
        assert "I august" in client.get(OWNER, {"skolear": nonsense}).content.decode()


def below(cast: Cast) -> None:
    """Everything that happens in the networks without being released to the owner."""
    held = make.gathering(
        cast.network, starts_at=timezone.now() - timedelta(days=3), title="Hemmelig samling"
    )
    make.gathering(cast.network, is_published=False, title="Utkast")
    make.commitment(held, cast.asen, what="Hemmelig løfte")
    item = make.item(held, AgendaItem.Kind.DECISION)
    make.outcome(item, Outcome.Kind.PROPOSAL, text="Forslag som ikke er sendt")
    Minutes.objects.create(
        gathering=held, written_by=cast.liv, opened_at=timezone.now(), locked_at=timezone.now()
    )
    assignment = make.assignment(held, cast.asen, cast.brekka)
    for line in assignment.lines.all():
        make.summary(line, cast.mona, did="Hemmelig oppsummering")
    release(cast, "Delt med nettverket", Audience.NETWORK)
    release(cast, "Delt med skolen", Audience.SCHOOL)
    actions.revoke(release=release(cast, "Trukket tilbake"), by=cast.mona, now=timezone.now())
    release(cast, "Trukket i fjor", now=timezone.now() - timedelta(days=400))
    actions.revoke(release=Release.objects.get(title="Trukket i fjor"), by=cast.mona, now=timezone.now())
    networks.write_mandate(
        network=cast.network, expected_version=0, purpose="Hemmelig formål", by=cast.liv, now=timezone.now()
    )
    other = make.network(cast.owner, cast.liv, "Et nettverk til", kind=Network.Kind.RESOURCE_TEACHERS)
    make.membership(other, cast.rita, Role.MEMBER, cast.brekka)


@pytest.mark.parametrize("is_something_shared", [True, False])
def test_two_worlds(is_something_shared: bool, cast: Cast, as_person: type[SignedInClient]) -> None:
    addresses = [OWNER, OWNER + "?skolear=2024", "/"]
    if is_something_shared:
        shared = [release(cast, "Fra Åsen"), release(cast, "Forslag", kind="proposal", school=None)]
        addresses += [f"{OWNER}{one.public_id}/" for one in shared]
    client = as_person(cast.olav)
    quiet = [text_of(client, at) for at in addresses]
    below(cast)
    busy = [text_of(client, at) for at in addresses]
    assert quiet == busy
    assert ("Fra Åsen" in quiet[0]) is is_something_shared


def test_the_page_costs_the_same_for_one_and_for_many(cast: Cast, as_person: type[SignedInClient]) -> None:
    client = as_person(cast.olav)
    counts = []
    for number in range(2):
        for copy in range(1 + 2 * number):
            network = make.network(cast.owner, cast.liv, f"Nettverk {number}{copy}")
            release(cast, f"Fra {number}{copy}", network=network)
        with CaptureQueriesContext(connection) as queries:
            client.get(OWNER)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
