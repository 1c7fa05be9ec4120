"""«Siden sist»: what the schools promised and what they tell, compiled without anybody copying anything."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.gatherings.actions.commitments import record_step
from redthread.gatherings.models import Commitment, Gathering
from redthread.networks.models import Body, Unit
from redthread.people.models import Organisation
from redthread.sharing.actions import release, revoke
from redthread.sharing.models import Release
from redthread.testing import make
from redthread.testing.cast import Cast

DID = "Vi leste høyt hver dag"


@pytest.fixture
def last(cast: Cast) -> Gathering:
    return make.gathering(cast.network, starts_at=timezone.now() - timedelta(days=40), title="Forrige")


@pytest.fixture
def here(cast: Cast, last: Gathering) -> Gathering:
    return make.gathering(cast.network, title="Denne")


def told(
    cast: Cast, about: Gathering, school: Organisation, text: str = DID, audience: str = "network"
) -> Release:
    return release(
        network=cast.network,
        school=school,
        kind="summary",
        source=f"oppsummering{school.pk}",
        about=about.public_id,
        audience=audience,
        title="Oppsummering",
        snapshot=[{"label": "Hva vi gjorde", "text": text}, {"label": "Hva som var vanskelig", "text": ""}],
        by=cast.rita,
        now=timezone.now(),
    )


def page_of(client: SignedInClient, gathering: Gathering) -> str:
    url = reverse("gatherings:since_last", args=[gathering.network.slug, gathering.public_id])
    return " ".join(client.get(url).content.decode().split())


def part_of(page: str, school: Organisation) -> str:
    return page.split(f'id="skole-{school.public_id}"')[1].split("</section>")[0]


def step(commitment: Commitment, at: Gathering, choice: str, cast: Cast) -> None:
    record_step(
        commitment=commitment, gathering=at, choice=choice, word="Et ord", by=cast.liv, now=timezone.now()
    )


def test_each_school_tells_or_is_not_heard_from_yet(
    cast: Cast, last: Gathering, here: Gathering, as_person: type[SignedInClient]
) -> None:
    told(cast, last, cast.asen)
    page = page_of(as_person(cast.rita), here)
    assert DID in part_of(page, cast.asen)
    assert "Hva som var vanskelig" not in part_of(page, cast.asen)
    assert "ikke meldt inn ennå" not in part_of(page, cast.asen)
    assert "ikke meldt inn ennå" in part_of(page, cast.brekka)
    assert page.index("Åsen skole") < page.index("Brekka skole")
    assert "«Forrige»" in page


def test_what_was_promised_stands_with_the_school_until_it_ends(
    cast: Cast, last: Gathering, here: Gathering, as_person: type[SignedInClient]
) -> None:
    older = make.gathering(cast.network, starts_at=timezone.now() - timedelta(days=80))
    closed = make.commitment(older, cast.asen, what="Alt gjort")
    carried = make.commitment(older, cast.asen, what="Tar lengre tid")
    make.commitment(last, cast.asen, what="Nytt løfte")
    step(closed, last, "closed", cast)
    step(carried, last, "carried", cast)
    part = part_of(page_of(as_person(cast.mona), here), cast.asen)
    assert "Tar lengre tid" in part
    assert "Nytt løfte" in part
    assert "Alt gjort" not in part


def test_what_is_closed_here_is_still_shown_here_and_gone_next_time(
    cast: Cast, last: Gathering, here: Gathering, as_person: type[SignedInClient]
) -> None:
    commitment = make.commitment(last, cast.asen, what="To-lærer")
    step(commitment, here, "closed", cast)
    later = make.gathering(cast.network, starts_at=here.starts_at + timedelta(days=40))
    mona = as_person(cast.mona)
    assert "To-lærer" in part_of(page_of(mona, here), cast.asen)
    assert "«Et ord»" in part_of(page_of(mona, here), cast.asen)
    assert "To-lærer" not in part_of(page_of(mona, later), cast.asen)


def test_what_was_promised_today_is_for_next_time(
    cast: Cast, here: Gathering, as_person: type[SignedInClient]
) -> None:
    make.commitment(here, cast.asen, what="Løfte i dag")
    assert "Løfte i dag" not in page_of(as_person(cast.mona), here)


def test_summaries_after_an_older_gathering_are_not_repeated(
    cast: Cast, last: Gathering, here: Gathering, as_person: type[SignedInClient]
) -> None:
    older = make.gathering(cast.network, starts_at=timezone.now() - timedelta(days=80))
    told(cast, older, cast.asen, "Gammelt nytt")
    page = page_of(as_person(cast.mona), here)
    assert "Gammelt nytt" not in page
    assert "ikke meldt inn ennå" in part_of(page, cast.asen)


def test_a_cancelled_gathering_and_a_draft_in_between_are_passed_over(
    cast: Cast, last: Gathering, here: Gathering, as_person: type[SignedInClient]
) -> None:
    between = timezone.now() - timedelta(days=3)
    make.gathering(cast.network, starts_at=between, cancelled_at=timezone.now())
    make.gathering(cast.network, starts_at=between, is_published=False)
    told(cast, last, cast.asen)
    assert DID in page_of(as_person(cast.mona), here)


def test_a_summary_taken_back_is_gone_at_once(
    cast: Cast, last: Gathering, here: Gathering, as_person: type[SignedInClient]
) -> None:
    standing = told(cast, last, cast.asen)
    revoke(release=standing, by=cast.mona, now=timezone.now())
    assert DID not in page_of(as_person(cast.rita), here)


def test_a_summary_released_further_is_shown_once(
    cast: Cast, last: Gathering, here: Gathering, as_person: type[SignedInClient]
) -> None:
    told(cast, last, cast.asen)
    told(cast, last, cast.asen, audience="owner")
    assert page_of(as_person(cast.rita), here).count(DID) == 1


def test_what_is_for_the_school_only_is_for_nobody_here(
    cast: Cast, last: Gathering, here: Gathering, as_person: type[SignedInClient]
) -> None:
    told(cast, last, cast.asen, audience="school")
    for person in cast.insiders():
        assert DID not in page_of(as_person(person), here)


def test_open_minutes_and_confidential_items_promise_nothing_here(
    cast: Cast, last: Gathering, here: Gathering, as_person: type[SignedInClient]
) -> None:
    make.commitment(last, cast.asen, what="Bare skolens", audience="school")
    secret = make.item(last, title="Fortrolig", is_confidential=True)
    outcome = make.outcome(secret, "commitment")
    make.commitment(last, cast.asen, what="Det fortrolige", outcome=outcome)
    for person in cast.insiders():
        page = page_of(as_person(person), here)
        assert "Bare skolens" not in page
        assert "Det fortrolige" not in page


def test_a_school_that_has_left_keeps_its_promise_on_the_page(
    cast: Cast, last: Gathering, here: Gathering, as_person: type[SignedInClient]
) -> None:
    make.commitment(last, cast.asen, what="To-lærer")
    Unit.objects.filter(organisation=cast.asen).update(left_on=timezone.localdate())
    assert "To-lærer" in part_of(page_of(as_person(cast.liv), here), cast.asen)


def test_the_own_school_is_shown_the_way_to_its_summary(
    cast: Cast, last: Gathering, here: Gathering, as_person: type[SignedInClient]
) -> None:
    page = page_of(as_person(cast.rita), here)
    assert "Skriv skolens oppsummering" in part_of(page, cast.brekka)
    assert "Skriv skolens oppsummering" not in part_of(page, cast.asen)


def test_the_first_gathering_says_so_and_blames_nobody(
    cast: Cast, last: Gathering, as_person: type[SignedInClient]
) -> None:
    page = page_of(as_person(cast.mona), last)
    assert "Dette er den første samlingen." in page
    assert "ikke meldt inn ennå" not in page


def test_a_body_has_a_thread_of_its_own(
    cast: Cast, last: Gathering, here: Gathering, as_person: type[SignedInClient]
) -> None:
    body = Body.objects.create(network=cast.network, code="FAG", name="Faggruppe")
    of_body = make.gathering(cast.network, starts_at=timezone.now() - timedelta(days=2), body=body)
    make.commitment(of_body, cast.asen, what="Faggruppas løfte")
    told(cast, last, cast.asen)
    page = page_of(as_person(cast.mona), here)
    assert DID in page
    assert "Faggruppas løfte" not in page


def test_those_who_may_answer_are_asked_and_others_are_not(
    cast: Cast, last: Gathering, here: Gathering, as_person: type[SignedInClient]
) -> None:
    make.commitment(last, cast.asen, what="To-lærer")
    asks = reverse("gatherings:commitment_step", args=[cast.network.slug, here.public_id, "x"]).split("/x/")[
        0
    ]
    assert f"{asks}/" in part_of(page_of(as_person(cast.liv), here), cast.asen)
    assert f"{asks}/" in part_of(page_of(as_person(cast.mona), here), cast.asen)
    assert f"{asks}/" not in part_of(page_of(as_person(cast.rita), here), cast.asen)
    Gathering.objects.filter(pk=here.pk).update(published_at=None, audience="group")
    assert f"{asks}/" not in part_of(page_of(as_person(cast.liv), here), cast.asen)


def test_the_page_asks_as_often_for_three_schools_as_for_one(
    cast: Cast, last: Gathering, here: Gathering, as_person: type[SignedInClient]
) -> None:
    mona, counts = as_person(cast.mona), []
    for number in range(3):
        school = make.school(cast.owner, f"Skole {number}")
        make.unit(cast.network, school, 9)
        commitment = make.commitment(last, school, what=f"Løfte {number}")
        step(commitment, here, "carried", cast)
        told(cast, last, school)
        with CaptureQueriesContext(connection) as captured:
            page_of(mona, here)
        counts.append(len(captured))
    assert counts[0] == counts[2] <= 12
