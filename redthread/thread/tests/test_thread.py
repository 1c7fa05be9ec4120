"""The thread's pages: who sees what on them, and that it is all there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from conftest import SignedInClient
from redthread.gatherings.models import CommitmentStep, Gathering
from redthread.networks.models import Body, Role
from redthread.people.models import Organisation
from redthread.sharing.models import Release
from redthread.testing import make
from redthread.testing.cast import Cast

NOW = datetime(2026, 11, 21, 12, tzinfo=make.OSLO)
PAGE = "/nettverk/rektornettverk-ost/trad/"


@pytest.fixture(autouse=True)
def _today(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def held(cast: Cast, title: str = "Oktobersamling", *, weeks_ago: int = 4, **fields: Any) -> Gathering:
    return make.gathering(cast.network, title=title, starts_at=NOW - timedelta(weeks=weeks_ago), **fields)


def released(cast: Cast, gathering: Gathering, school: Organisation, text: str, **fields: Any) -> Release:
    fields.setdefault("audience", "network")
    return Release.objects.create(
        network=cast.network,
        school=school,
        kind=Release.Kind.SUMMARY,
        source=f"source-{text[:5]}-{fields['audience']}",
        about=gathering.public_id,
        title="Oppsummering",
        snapshot=[{"label": "Hva vi gjorde", "text": text}],
        released_by=cast.rita,
        released_at=NOW,
        **fields,
    )


def school_page(school: Organisation) -> str:
    return f"{PAGE}{school.public_id}/"


# The whole loop


def test_the_thread_shows_gathering_promise_summary_and_next_gathering(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    gathering = held(cast)
    make.gathering(cast.network, title="Desembersamling", starts_at=NOW + timedelta(weeks=2))
    make.assignment(gathering, cast.asen, cast.brekka, theme="Lesing i alle fag")
    make.commitment(gathering, cast.asen, what="Prøve to-lærer")
    released(cast, gathering, cast.brekka, "Vi leste sammen.")
    text = as_person(cast.mona).get(PAGE).text
    order = ["Oktobersamling", "Lesing i alle fag", "Prøve to-lærer", "Vi leste sammen.", 'id="naa"']
    places = [text.index(part, text.index("thread-loops")) for part in order]
    assert places == sorted(places)
    assert text.index("Desembersamling", places[-1]) > places[-1]


def test_every_node_leads_to_its_thing(cast: Cast, as_person: type[SignedInClient]) -> None:
    gathering = held(cast)
    assignment = make.assignment(gathering, cast.asen, cast.brekka)
    promise = make.commitment(gathering, cast.brekka)
    line = assignment.lines.get(school=cast.brekka)
    text = as_person(cast.mona).get(PAGE).text
    at_gathering = f"/nettverk/rektornettverk-ost/samlinger/{gathering.public_id}/"
    at_assignment = f"/nettverk/rektornettverk-ost/mellomarbeid/{assignment.public_id}/"
    for address in (
        at_gathering,
        at_assignment,
        f"{at_gathering}referat/#utfall-{promise.outcome.public_id}",
        f"{at_assignment}#{line.public_id}",
        school_page(cast.brekka),
    ):
        assert f'href="{address}"' in text


def test_a_school_that_has_not_told_yet_is_named_without_blame(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    make.assignment(held(cast), cast.brekka)
    text = as_person(cast.mona).get(PAGE).text
    assert "Ikke meldt inn ennå" in text
    assert "is-loose" in text
    assert "data-color=\"danger\"" not in text  # fmt: skip


def test_a_carried_commitment_goes_on_from_the_gathering_that_carried_it(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    first, second = held(cast, "Septembersamling", weeks_ago=10), held(cast)
    promise = make.commitment(first, cast.asen, what="Prøve to-lærer")
    CommitmentStep.objects.create(
        commitment=promise, gathering=second, choice="carried", word="Trenger mer tid", by=cast.liv, at=NOW
    )
    text = as_person(cast.mona).get(school_page(cast.asen)).text
    assert "Trenger mer tid" in text[: text.index("Oktobersamling")]
    assert "Prøve to-lærer" in text[text.index("Oktobersamling") :]
    assert "Pågår" in text[text.index("Oktobersamling") :]


def test_a_commitment_from_before_the_window_is_still_seen_where_it_was_carried_on(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    old = held(cast, "For lenge siden", weeks_ago=150)
    promise = make.commitment(old, cast.asen, what="Prøve to-lærer")
    CommitmentStep.objects.create(
        commitment=promise, gathering=held(cast), choice="carried", word="Nå", by=cast.liv, at=NOW
    )
    text = as_person(cast.mona).get(PAGE).text
    assert "Prøve to-lærer" in text
    assert "For lenge siden" not in text


def test_a_cancelled_gathering_says_why_and_ties_no_knot(cast: Cast, as_person: type[SignedInClient]) -> None:
    held(cast, cancelled_at=NOW, cancelled_why="Uvær")
    text = as_person(cast.mona).get(PAGE).text
    assert "Avlyst: Uvær" in text
    assert "is-cancelled" in text
    assert 'class="turn"' not in text


def test_a_network_without_gatherings_says_what_comes(cast: Cast, as_person: type[SignedInClient]) -> None:
    text = as_person(cast.mona).get(PAGE).text
    assert "Tråden begynner med den første samlingen" in text


def test_before_the_first_gathering_now_stands_above_it(cast: Cast, as_person: type[SignedInClient]) -> None:
    make.gathering(cast.network, title="Oppstart", starts_at=NOW + timedelta(weeks=2))
    text = as_person(cast.mona).get(PAGE).text
    assert text.index('id="naa"') < text.index("Oppstart", text.index("thread-loops") - 1000)


# Older years and bodies


def test_older_years_are_a_link_away(cast: Cast, as_person: type[SignedInClient]) -> None:
    held(cast, "Denne høsten")
    held(cast, "For tre år siden", weeks_ago=160)
    text = as_person(cast.mona).get(PAGE).text
    assert "For tre år siden" not in text
    assert "?til=2024" in text
    older = as_person(cast.mona).get(f"{PAGE}?til=2024").text
    assert "For tre år siden" in older
    assert "Denne høsten" not in older
    assert 'id="naa"' not in older


@pytest.mark.parametrize(
    "nonsense", ["?til=x", "?til=99999", "?til=0000", "?til=2090", "?organ=nei", "?vis=x"]
)
def test_nonsense_in_the_address_shows_the_present(
    cast: Cast, as_person: type[SignedInClient], nonsense: str
) -> None:
    held(cast, "Denne høsten")
    assert "Denne høsten" in as_person(cast.mona).get(PAGE + nonsense).text


def test_a_body_has_a_thread_of_its_own(cast: Cast, as_person: type[SignedInClient]) -> None:
    body = Body.objects.create(network=cast.network, code="FAG", name="Faggruppa")
    held(cast, "Alle sammen")
    held(cast, "Bare faggruppa", body=body)
    text = as_person(cast.mona).get(PAGE).text
    assert "Alle sammen" in text
    assert "Bare faggruppa" not in text
    of_body = as_person(cast.mona).get(f"{PAGE}?organ=FAG").text
    assert "Bare faggruppa" in of_body
    assert "Alle sammen" not in of_body


def test_where_there_are_only_bodies_the_first_is_shown(cast: Cast, as_person: type[SignedInClient]) -> None:
    for code in ("OPV", "FAG"):
        held(cast, f"{code} møtes", body=Body.objects.create(network=cast.network, code=code, name=code))
    text = as_person(cast.mona).get(PAGE).text
    assert "FAG møtes" in text
    assert "OPV møtes" not in text


# What is not sent


def test_a_draft_is_seen_by_those_who_plan_and_by_its_chair_only(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    held(cast, "Hemmelig utkast", is_published=False, weeks_ago=-3)
    held(cast, "Ritas utkast", is_published=False, weeks_ago=-4, chair=cast.rita)
    assert "Hemmelig utkast" in as_person(cast.liv).get(PAGE).text
    ritas = as_person(cast.rita).get(PAGE).text
    assert "Ritas utkast" in ritas
    assert "Hemmelig utkast" not in ritas
    assert "utkast" not in as_person(cast.mona).get(PAGE).text.lower()


def test_a_commitment_is_not_shown_before_the_minutes_are_locked(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    make.commitment(held(cast), cast.brekka, what="Ikke delt ennå", audience="group")
    for person in (cast.mona, cast.liv, cast.kine):
        assert "Ikke delt ennå" not in as_person(person).get(PAGE).text


def test_a_confidential_commitment_is_on_nobodys_thread(cast: Cast, as_person: type[SignedInClient]) -> None:
    gathering = held(cast)
    make.item(gathering, is_confidential=True)
    make.commitment(gathering, cast.asen, what="Fortrolig sak")
    for person in cast.insiders():
        assert "Fortrolig sak" not in as_person(person).get(PAGE).text
        assert "Fortrolig sak" not in as_person(person).get(school_page(cast.asen)).text


def test_an_assignment_that_is_only_planned_is_not_shown(cast: Cast, as_person: type[SignedInClient]) -> None:
    make.assignment(held(cast), cast.asen, theme="Bare tenkt på", opened_at=None)
    assert "Bare tenkt på" not in as_person(cast.mona).get(PAGE).text


def test_a_release_that_is_taken_back_is_gone_from_the_next_request(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    gathering = held(cast)
    make.assignment(gathering, cast.brekka)
    release = released(cast, gathering, cast.brekka, "Vi leste sammen.")
    client = as_person(cast.mona)
    assert "Vi leste sammen." in client.get(PAGE).text
    Release.objects.filter(pk=release.pk).update(revoked_at=NOW, revoked_by=cast.rita)
    assert "Vi leste sammen." not in client.get(PAGE).text


def test_own_draft_is_shown_to_the_own_school_and_changes_no_byte_for_anybody_else(
    cast: Cast, as_person: type[SignedInClient], stable: Callable[[str], str]
) -> None:
    line = make.assignment(held(cast), cast.asen, cast.brekka).lines.get(school=cast.brekka)
    pages = (PAGE, school_page(cast.brekka), school_page(cast.asen), f"{PAGE}?vis=liste")
    others = [person for person in cast.insiders() if person != cast.rita]
    before = {(p.pk, page): stable(as_person(p).get(page).text) for p in others for page in pages}
    make.summary(line, cast.rita, did="Dette er bare vårt.", filed_at=timezone.now())
    after = {(p.pk, page): stable(as_person(p).get(page).text) for p in others for page in pages}
    assert before == after
    assert "Utkastet deres" in as_person(cast.rita).get(PAGE).text


def test_what_the_owner_was_given_shows_in_the_network_but_not_twice(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    gathering = held(cast)
    make.assignment(gathering, cast.brekka)
    released(cast, gathering, cast.brekka, "Til nettverket.")
    released(cast, gathering, cast.brekka, "Til eieren.", audience="owner")
    text = as_person(cast.mona).get(PAGE).text
    assert text.count("Til nettverket.") == 1
    assert "Til eieren." not in text


# The door


@pytest.fixture
def stable() -> Callable[[str], str]:
    """A page without what is new in every answer: the CSRF token."""
    import re

    def clean(text: str) -> str:
        text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
        return re.sub(r'"X-CSRFToken": "[^"]+"', "", text)

    return clean


def both(cast: Cast) -> tuple[str, str]:
    return PAGE, school_page(cast.asen)


def test_somebody_signed_out_is_sent_to_the_sign_in(cast: Cast, client: Client) -> None:
    for page in both(cast):
        answer = client.get(page)
        assert answer.status_code == 302
        assert "/konto/innlogging/" in answer["Location"]


def test_the_pages_are_for_reading_only(cast: Cast, as_person: type[SignedInClient]) -> None:
    for page in both(cast):
        assert as_person(cast.mona).post(page).status_code == 405


def test_a_stranger_finds_nothing(cast: Cast, as_person: type[SignedInClient]) -> None:
    for person in (cast.stein, cast.olav):
        for page in both(cast):
            assert as_person(person).get(page).status_code == 404


def test_a_stranger_finds_nothing_through_a_door_of_his_own(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    page = f"/nettverk/nettverk-havnes/trad/{cast.asen.public_id}/"
    assert as_person(cast.stein).get(page).status_code == 404
    assert as_person(cast.mona).get(f"{PAGE}finnesikke/").status_code == 404


def test_everybody_in_the_network_may_see_the_thread_and_a_guest_too(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    guest = make.person("Gjest Gran")
    make.membership(cast.network, guest, Role.GUEST)
    for person in (*cast.insiders(), guest):
        for page in both(cast):
            assert as_person(person).get(page).status_code == 200


def test_a_school_that_has_left_keeps_its_part_of_the_thread(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    gone = make.school(cast.owner, "Gamle skole")
    unit = make.unit(cast.network, gone, 3)
    unit.left_on = NOW.date()
    unit.save()
    assert "Gamle skole" not in as_person(cast.mona).get(PAGE).text
    make.commitment(held(cast), gone)
    assert "Gamle skole" in as_person(cast.mona).get(PAGE).text
    assert as_person(cast.mona).get(school_page(gone)).status_code == 200


# Size


def test_the_number_of_queries_does_not_grow(
    cast: Cast, as_person: type[SignedInClient], django_assert_num_queries: Any
) -> None:
    def more(weeks_ago: int) -> None:
        gathering = held(cast, weeks_ago=weeks_ago, host=cast.asen)
        make.assignment(gathering, cast.asen, cast.brekka)
        promise = make.commitment(gathering, cast.asen)
        released(cast, gathering, cast.brekka, f"{weeks_ago}")
        CommitmentStep.objects.create(
            commitment=promise, gathering=gathering, choice="carried", word="Ja", by=cast.liv, at=NOW
        )

    client = as_person(cast.mona)
    more(4)
    with django_assert_num_queries(10):
        client.get(PAGE)
    for weeks_ago in (8, 12, 16):
        more(weeks_ago)
    with django_assert_num_queries(10):
        client.get(PAGE)
    with django_assert_num_queries(11):
        client.get(school_page(cast.asen))
