"""A network's own methods: copied, written, changed, shared and put away."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.gatherings.actions.methods import add_method, edit_method, share_method
from redthread.gatherings.forms.methods import EMPTY_CARD, values_of
from redthread.gatherings.method_card import card_of_row
from redthread.gatherings.method_drafts import kind_of_step
from redthread.gatherings.method_library import keep_library_method, library
from redthread.gatherings.method_script import check_steps
from redthread.gatherings.models import AgendaItem, Method, Shared
from redthread.networks.models import Network
from redthread.testing import make
from redthread.testing.cast import Cast

As = type[SignedInClient]


def url(network: Network, name: str, *more: str) -> str:
    return reverse(f"gatherings:{name}", args=[network.slug, *more])


@pytest.fixture
def own(cast: Cast) -> Method:
    card = library()["igp"].card
    return add_method(
        network=cast.network, card=card, by=cast.liv, now=timezone.now(), came_from="Biblioteket"
    )


def sent(method: Method | None = None, **changes: Any) -> dict[str, Any]:
    """What the form holds, as a browser sends it."""
    card = card_of_row(method) if method else EMPTY_CARD
    seen = method.changed_at.isoformat() if method and method.changed_at else ""
    data = {name: value for name, value in values_of(card, seen).items() if value not in (None, "", [])}
    for number, step in enumerate(card.steps):
        data |= {
            f"s{number}-title": step.title,
            f"s{number}-minutes": step.minutes,
            f"s{number}-kind": kind_of_step(card.script, number + 1),
            f"s{number}-text": step.text,
            f"s{number}-rules": "\n".join(step.rules),
            f"s{number}-place": number + 1,
            f"s{number}-origin": number + 1,
        }
    return data | changes


def test_the_list_shows_the_library_and_every_member_may_read_a_card(cast: Cast, as_person: As) -> None:
    for person in cast.insiders():
        page = as_person(person).get(url(cast.network, "methods")).content.decode()
        assert "Biblioteket" in page
        assert "IGP med rekkefremlegg" in page
        assert ("Skriv en egen" in page) == (person == cast.liv)
    card = as_person(cast.eva).get(url(cast.network, "method_library", "igp")).content.decode()
    assert "Ingen kritikk og ingen uenighet ennå." in card
    assert "linje 562–623" in card
    assert "Lag vår egen" not in card
    assert as_person(cast.eva).get(url(cast.network, "method_library", "nei")).status_code == 404


@pytest.mark.parametrize(
    ("query", "there", "away"),
    [
        ({"minutes": "15"}, "Parprat", "Kritisk venn"),
        ({"people": "100"}, "Gallerivandring", "Kritisk venn"),
        ({"need": "take_home"}, "Refleksjon i egen skole", "Gallerivandring"),
        ({"q": "REKKEFREMLEGG igp"}, "IGP med rekkefremlegg", "Kafédialog"),
        ({"q": "gallery"}, "Gallerivandring", "Kafédialog"),
    ],
)
def test_the_list_is_narrowed_by_what_one_needs(
    cast: Cast, as_person: As, query: dict[str, str], there: str, away: str
) -> None:
    page = as_person(cast.mona).get(url(cast.network, "methods"), query).content.decode()
    assert there in page
    assert away not in page


def test_a_search_that_finds_nothing_says_so_and_nonsense_narrows_nothing(cast: Cast, as_person: As) -> None:
    client, address = as_person(cast.mona), url(cast.network, "methods")
    assert "Ingen metode passer til alt dette" in client.get(address, {"q": "xyzzy"}).content.decode()
    odd = client.get(address, {"need": "'; drop", "minutes": "-1", "people": "tusen"})
    assert odd.status_code == 200
    assert "Kafédialog" in odd.content.decode()


def test_the_list_asks_as_little_for_three_as_for_one(cast: Cast, own: Method, as_person: As) -> None:
    client, counts = as_person(cast.liv), []
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(url(cast.network, "methods"))
        counts.append(len(asked))
        for _more in range(2):
            add_method(network=cast.network, card=card_of_row(own), by=cast.liv, now=timezone.now())
    assert counts[0] == counts[1] <= 12


def test_a_copy_is_ones_own_and_says_where_it_came_from(cast: Cast, as_person: As) -> None:
    answer = as_person(cast.liv).post(url(cast.network, "method_library_copy", "igp"))
    made = Method.objects.get(network=cast.network)
    assert answer["Location"] == url(cast.network, "method_edit", made.public_id)
    assert made.came_from.startswith("Biblioteket, ")
    assert made.made_from == keep_library_method("igp")
    assert card_of_row(made) == library()["igp"].card
    page = as_person(cast.mona).get(url(cast.network, "method", made.public_id)).content.decode()
    assert "Laget fra: Biblioteket, " in page


def test_an_edit_that_changes_nothing_changes_nothing(cast: Cast, own: Method, as_person: As) -> None:
    before = card_of_row(own)
    answer = as_person(cast.liv).post(url(cast.network, "method_edit", own.public_id), sent(own))
    assert answer.status_code == 302
    own.refresh_from_db()
    assert card_of_row(own) == before


def test_steps_change_places_minutes_and_number_and_the_script_follows(
    cast: Cast, own: Method, as_person: As
) -> None:
    data = sent(
        own,
        **{
            "s0-remove": "on",
            "s1-minutes": "6",
            "s4-place": "1",
            "s5-title": "Takk hverandre",
            "s5-minutes": "2",
            "s5-kind": "round",
            "s5-text": "",
            "s5-rules": "",
            "s5-place": "9",
        },
    )
    assert as_person(cast.liv).post(url(cast.network, "method_edit", own.public_id), data).status_code == 302
    own.refresh_from_db()
    card = card_of_row(own)
    titles = [step.title for step in card.steps]
    assert titles[-1] == "Takk hverandre"
    assert "Spørsmålet og reglene" not in titles
    assert card.minutes == own.minutes == 6 + 20 + 15 + 10 + 2
    check_steps(card.script, [step.minutes for step in card.steps])
    lay_out = next(phase for phase in card.script.phases if phase.key == "runde")
    assert lay_out.uses == ("skriv",)


def test_a_new_method_is_written_from_nothing(cast: Cast, as_person: As) -> None:
    data = {
        "name": "Stille start",
        "purpose": "Alle lander.",
        "roles": "Tidtaker: følger klokka\nVert",
        "s0-title": "Sitt stille",
        "s0-minutes": "3",
        "s0-kind": "write",
        "s0-rules": "Ingen snakker.\n\nIngen skjerm.",
        "s1-title": "",
        "s1-text": "",
    }
    assert as_person(cast.liv).post(url(cast.network, "method_new"), data).status_code == 302
    card = card_of_row(Method.objects.get(name="Stille start"))
    assert [role.name for role in card.roles] == ["Tidtaker", "Vert"]
    assert card.steps[0].rules == ("Ingen snakker.", "Ingen skjerm.")
    assert [(phase.kind, phase.sees, phase.seconds) for phase in card.script.phases] == [
        ("write", "author", 180)
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Gi metoden et navn."),
        ({"s0-minutes": ""}, "Skriv hvor mange minutter steget tar."),
        ({"s0-minutes": "ti"}, "Skriv minuttene som et helt tall"),
        ({"s0-title": ""}, "Skriv hva steget heter, eller ta det bort."),
        ({"people_from": "9", "people_to": "3"}, "Tallet er mindre enn det første."),
        ({f"s{n}-remove": "on" for n in range(5)}, "Metoden har ingen steg ennå. Skriv minst ett."),
        ({"seen": "2020-01-01T00:00:00+00:00"}, "Noen andre har endret metoden mens du skrev."),
        ({"seen": "2020-99-99T00:00:00"}, "Noen andre har endret metoden mens du skrev."),
        ({"s0-kind": "eksplodere"}, "eksplodere"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    cast: Cast, own: Method, as_person: As, changes: dict[str, str], words: str
) -> None:
    before = card_of_row(own)
    data = sent(own, **{"plan_b": "Min egen plan B", **changes})
    page = as_person(cast.liv).post(url(cast.network, "method_edit", own.public_id), data).content.decode()
    assert words in page
    assert "Min egen plan B" in page
    own.refresh_from_db()
    assert card_of_row(own) == before


def test_of_two_who_write_at_once_one_is_told(cast: Cast, own: Method) -> None:
    card, seen, later = card_of_row(own), own.changed_at, timezone.now() + timedelta(minutes=1)
    edit_method(method=own, card=card, seen=seen, by=cast.liv, now=later)
    with pytest.raises(RuleError, match="Noen andre har endret"):
        edit_method(method=own, card=card, seen=seen, by=cast.liv, now=later)


def test_others_get_the_card_as_it_was_when_it_was_shared(cast: Cast, own: Method, as_person: As) -> None:
    """Steins network has another owner: it sees what all may see, and none of the owner's."""
    liv, stein, theirs = as_person(cast.liv), as_person(cast.stein), cast.steins_network
    seen_by_stein = url(theirs, "method_shared", own.public_id)
    assert stein.get(seen_by_stein).status_code == 404
    share = url(cast.network, "method_share", own.public_id)
    preview = liv.get(share).content.decode()
    assert "Dette får andre se" in preview
    assert "Ingen kritikk og ingen uenighet ennå." in preview
    liv.post(share, {"shared": Shared.OWNER})
    assert stein.get(seen_by_stein).status_code == 404
    liv.post(share, {"shared": Shared.ALL})
    page = stein.get(seen_by_stein).content.decode()
    assert f"Delt av {cast.network.name}." in page
    assert "Liv Berg" not in page
    own.refresh_from_db()
    liv.post(url(cast.network, "method_edit", own.public_id), sent(own, plan_b="Bare for oss"))
    assert "Bare for oss" not in stein.get(seen_by_stein).content.decode()
    assert (
        "Dere har endret metoden etter at dere delte den"
        in liv.get(url(cast.network, "method", own.public_id)).content.decode()
    )
    stein.post(url(theirs, "method_shared_copy", own.public_id))
    copy = Method.objects.get(network=theirs)
    assert (copy.written_by, copy.plan_b == "Bare for oss") == (cast.stein, False)
    assert copy.came_from.startswith(f"{cast.network.name}, ")
    liv.post(url(cast.network, "method_unshare", own.public_id))
    assert stein.get(seen_by_stein).status_code == 404
    assert Method.objects.filter(pk=copy.pk).exists()


@pytest.mark.parametrize("end", ["closed", "away"])
def test_a_share_ends_with_the_network_and_when_it_is_put_away(
    cast: Cast, own: Method, as_person: As, end: str
) -> None:
    share_method(method=own, shared=Shared.ALL, by=cast.liv, now=timezone.now())
    there = url(cast.steins_network, "methods")
    assert "Delt av andre nettverk" in as_person(cast.stein).get(there).content.decode()
    if end == "closed":
        Network.objects.filter(pk=cast.network.pk).update(closed_at=timezone.now())
    else:
        as_person(cast.liv).post(url(cast.network, "method_put_away", own.public_id))
    assert "Delt av andre nettverk" not in as_person(cast.stein).get(there).content.decode()


def test_a_card_with_somebodys_name_is_not_shared(cast: Cast, own: Method, as_person: As) -> None:
    Method.objects.filter(pk=own.pk).update(plan_b="Spør MONA vik, hun har prøvd.")
    address = url(cast.network, "method_share", own.public_id)
    assert "Mona Vik" in as_person(cast.liv).get(address).content.decode()
    page = as_person(cast.liv).post(address, {"shared": Shared.ALL}).content.decode()
    assert "Kortet nevner Mona Vik. Ta bort navn på personer før dere deler det med andre." in page
    own.refresh_from_db()
    assert (own.shared, own.shared_card) == (Shared.NO, None)


def test_two_worlds_of_an_unshared_method_are_the_same_to_others(cast: Cast, as_person: As) -> None:
    def seen() -> bytes:
        page = as_person(cast.stein).get(url(cast.steins_network, "methods")).content
        return re.sub(rb"[A-Za-z0-9]{64}", b"", page)  # the form's token is new each time

    before = seen()
    add_method(network=cast.network, card=library()["parprat"].card, by=cast.liv, now=timezone.now())
    assert seen() == before


def test_put_away_is_off_the_list_and_can_be_taken_out_again(cast: Cast, own: Method, as_person: As) -> None:
    Method.objects.filter(pk=own.pk).update(name="Høstmetoden")
    liv, mona, address = as_person(cast.liv), as_person(cast.mona), url(cast.network, "methods")
    away = url(cast.network, "method_put_away", own.public_id)
    liv.post(away)
    assert "Høstmetoden" not in mona.get(address).content.decode()
    assert "Høstmetoden" in liv.get(address).content.decode()  # under «Lagt bort»
    liv.post(away)
    assert "Høstmetoden" in mona.get(address).content.decode()


def test_the_card_tells_where_it_was_used_as_far_as_the_reader_may_know(
    cast: Cast, own: Method, as_person: As
) -> None:
    for title, fields in (
        ("Septembersamling", {}),
        ("Hemmelig kladd", {"is_published": False}),
    ):
        make.item(make.gathering(cast.network, cast.liv, title=title, **fields), method=own)
    hidden = make.gathering(cast.network, cast.liv, title="Fortrolig bruk")
    make.item(hidden, AgendaItem.Kind.STORY, method=own, is_confidential=True)
    make.item(make.gathering(cast.steins_network, title="Deres samling"), method=keep_library_method("igp"))
    address = url(cast.network, "method", own.public_id)
    seen = as_person(cast.mona).get(address).content.decode()
    assert "Septembersamling" in seen
    assert "Hemmelig kladd" not in seen
    assert "Fortrolig bruk" not in seen
    assert "Hemmelig kladd" in as_person(cast.liv).get(address).content.decode()
    library_card = as_person(cast.liv).get(url(cast.network, "method_library", "igp")).content.decode()
    assert "Deres samling" not in library_card


def phases_sent(own: Method, **changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = {"seen": own.changed_at.isoformat() if own.changed_at else ""}
    for number, phase in enumerate(card_of_row(own).script.phases):
        for name in (
            "title",
            "prompt",
            "kind",
            "seats",
            "writes",
            "sees",
            "revealed",
            "names",
            "repeat",
            "drives",
        ):
            data[f"p{number}-{name}"] = str(getattr(phase, name))
        data[f"p{number}-time"] = f"{phase.seconds // 60}:{phase.seconds % 60:02}"
        data[f"p{number}-times"] = phase.times
        data[f"p{number}-uses"] = list(phase.uses)
        data[f"p{number}-rules"] = [str(rule) for rule in phase.rules]
    return data | changes


def test_phases_are_saved_as_they_stand_and_changed_one_by_one(
    cast: Cast, own: Method, as_person: As
) -> None:
    before = card_of_row(own).script
    address = url(cast.network, "method_phases", own.public_id)
    assert "Én idé om gangen" in as_person(cast.liv).get(address).content.decode()
    assert as_person(cast.liv).post(address, phases_sent(own)).status_code == 302
    own.refresh_from_db()
    assert card_of_row(own).script == before
    as_person(cast.liv).post(address, phases_sent(own, **{"p1-prompt": "Hva ser du?", "p1-names": "named"}))
    own.refresh_from_db()
    changed = card_of_row(own).script.phases[1]
    assert (changed.prompt, changed.names) == ("Hva ser du?", "named")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"p1-time": "9"}, "Steg 2 varer 10 minutter, men fasene i det varer 9."),
        ({"p1-time": "lenge"}, "Skriv minutter, for eksempel 10, eller minutter og sekunder, 7:30."),
        ({"p2-revealed": "later"}, "Velg når de ser det, eller at bare den som skriver ser det."),
        ({"p1-writes": "nobody"}, "er en skrivefase der ingen får skrive"),
        ({"p3-uses": []}, "har ingenting å arbeide med"),
        ({"p3-remove": "on"}, "Steg 4 varer 15 minutter, men fasene i det varer 5."),
        ({"p2-uses": ["plansje"]}, "plansje"),
        ({"seen": ""}, "Noen andre har endret metoden"),
    ],
)
def test_phases_that_cannot_be_run_are_explained(
    cast: Cast, own: Method, as_person: As, changes: dict[str, Any], words: str
) -> None:
    before = own.script
    address = url(cast.network, "method_phases", own.public_id)
    assert words in as_person(cast.liv).post(address, phases_sent(own, **changes)).content.decode()
    own.refresh_from_db()
    assert own.script == before


def test_a_phase_is_added_with_half_the_time_of_the_one_before(
    cast: Cast, own: Method, as_person: As
) -> None:
    address = url(cast.network, "method_phase_new", own.public_id)
    as_person(cast.liv).post(address, {"steg": "3", "fase": "vote"})
    own.refresh_from_db()
    phases = card_of_row(own).script.of_step(3)
    assert [(phase.kind, phase.seconds) for phase in phases] == [("round", 600), ("vote", 600)]
    assert phases[1].uses == ("runde",)
    for wrong in (
        {},
        {"steg": "99", "fase": "vote"},
        {"steg": "3", "fase": "dans"},
        {"steg": "²", "fase": "vote"},
    ):
        assert as_person(cast.liv).post(address, wrong).status_code == 302
    own.refresh_from_db()
    assert len(card_of_row(own).script.phases) == 7
