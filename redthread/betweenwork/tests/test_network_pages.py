"""What the network sees of the between-work: every promise, every released summary, and no draft."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from conftest import SignedInClient
from redthread.betweenwork.actions.photos import put_photo
from redthread.betweenwork.actions.releases import share_with_owner
from redthread.betweenwork.actions.reminders import queue_weekly_reminders
from redthread.betweenwork.tests.between import Between, between
from redthread.core.photos import make_anew
from redthread.gatherings.models import Gathering
from redthread.networks.models import Role
from redthread.notices.models import OutgoingMail
from redthread.testing import make
from redthread.testing.cast import Cast


def text_of(client: Client, url: str) -> str:
    return " ".join(client.get(url).content.decode().split())


def list_url(cast: Cast) -> str:
    return reverse("betweenwork:list", args=[cast.network.slug])


def test_the_page_tells_theme_task_window_and_every_schools_promise(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at = between(cast, task="Prøv én måte.\n\nSe etter hvem som leser mer.")
    for person in cast.insiders():
        page = text_of(as_person(person), at.url("assignment"))
        for shown in (
            "Lesing i alle fag",
            "<p>Prøv én måte.</p>",
            "Mellomarbeid frem til",
            "Hele personalet på hver skole er med",
            "Prøve ut to-lærer i lesing",
            "Bæres av Trinnlederne",
            "Lese høyt hver dag",
        ):
            assert shown in page


def test_a_school_that_has_told_nothing_is_not_reported_yet_in_a_neutral_colour(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at = between(cast)
    at.release(at.brekka, cast.rita, did="Vi leste høyt.", reach="part")
    page = text_of(as_person(cast.liv), at.url("assignment"))
    assert page.count('<span class="ds-tag" data-color="neutral"> ikke meldt inn ennå </span>') == 1
    for shaming in ("danger", "mangler", "forsinket", "ikke levert", "frist"):
        assert shaming not in page.lower()
    assert "1 av 2 skoler har fortalt" in page
    assert "1 skole har nådd en del av personalet" in page
    assert page.count('class="dot"') == 1


def test_schools_stand_in_the_order_of_their_names_with_ones_own_first(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at = between(cast)
    at.release(at.asen, cast.mona)

    def order(client: Client) -> list[str]:
        return re.findall(r'<h[23] class="ds-heading" data-size="xs">\s*(\w+ skole)', text_of(client, page))

    page = at.url("assignment")
    assert order(as_person(cast.liv)) == ["Brekka skole", "Åsen skole"]
    assert order(as_person(cast.mona)) == ["Åsen skole", "Brekka skole"]


@pytest.mark.parametrize(
    ("step", "shown"),
    [
        ("nothing", "Fortell hvordan det gikk"),
        ("draft", "Skriv videre"),
        ("released", "nettverket ser dette"),
        ("changed", "Skolen din har skrevet videre"),
    ],
)
def test_the_own_school_sees_how_far_it_has_come(
    cast: Cast, as_person: type[SignedInClient], step: str, shown: str
) -> None:
    at = between(cast)
    if step == "draft":
        at.write(at.asen, cast.mads)
    if step in ("released", "changed"):
        at.release(at.asen, cast.mads)
    if step == "changed":
        at.write(at.asen, cast.mads, did="Vi skrev videre.")
    assert shown in text_of(as_person(cast.mona), at.url("assignment"))
    assert shown not in text_of(as_person(cast.rita), at.url("assignment")).replace(
        "Fortell hvordan det gikk", "" if step == "nothing" else "Fortell hvordan det gikk"
    )


def test_a_draft_counts_for_nobody_not_even_for_those_who_write_it(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at = between(cast)
    at.write(at.asen, cast.mads, did="Bare et utkast", reach="whole")
    page = text_of(as_person(cast.mads), at.url("assignment"))
    assert "Bare et utkast" not in page
    assert "har nådd hele personalet" not in page
    assert "0 av 2 skoler har fortalt" in text_of(as_person(cast.mads), list_url(cast))


def test_the_network_sees_its_own_release_and_not_an_older_one_to_the_owner(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at = between(cast)
    first = at.release(at.asen, cast.mona, did="Første utgave", reach="part")
    share_with_owner(line=at.asen, seen=first.public_id, by=cast.mona, now=at.now)
    at.release(at.asen, cast.mona, did="Annen utgave", reach="part")
    page = text_of(as_person(cast.rita), at.url("assignment"))
    assert "Annen utgave" in page
    assert "Første utgave" not in page
    assert "1 av 2 skoler har fortalt" in page
    assert page.count('class="dot"') == 1


def test_the_list_has_what_goes_on_now_first_and_the_own_schools_next_step(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at = between(cast)
    earlier = make.gathering(cast.network, starts_at=at.now - timedelta(days=60), title="Septembersamling")
    make.assignment(earlier, cast.asen, theme="Trygg skolestart")
    make.assignment(at.following, theme="Ikke åpnet", opened_at=None)
    page = text_of(as_person(cast.mona), list_url(cast))
    assert page.index("Lesing i alle fag") < page.index("Tidligere") < page.index("Trygg skolestart")
    assert "Ikke åpnet" not in page
    assert at.url("summary", at.asen) in page
    assert at.url("summary", at.brekka) not in page
    assert "0 av 2 skoler har fortalt" in page
    assert at.url("summary", at.asen) not in text_of(as_person(cast.kine), list_url(cast))


def test_before_the_first_it_says_what_will_come(cast: Cast, as_person: type[SignedInClient]) -> None:
    page = text_of(as_person(cast.mona), list_url(cast))
    assert "Ikke noe mellomarbeid ennå" in page
    assert "Når referatet fra en samling er låst" in page


def test_in_a_closed_network_everything_is_read_and_nothing_written(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at = between(cast)
    at.release(at.brekka, cast.rita, did="Vi leste høyt.")
    type(cast.network).objects.filter(pk=cast.network.pk).update(closed_at=at.now)
    page = text_of(as_person(cast.mona), at.url("assignment"))
    assert "Vi leste høyt." in page
    assert at.url("summary", at.asen) not in page


def test_strangers_the_signed_out_and_other_methods(
    cast: Cast, as_person: type[SignedInClient], client: Client
) -> None:
    at = between(cast)
    stein = as_person(cast.stein)
    for url in (list_url(cast), at.url("assignment")):
        assert client.get(url).headers["Location"].startswith("/konto/")
        assert stein.get(url).status_code == 404
        assert as_person(cast.olav).get(url).status_code == 404
        assert as_person(cast.mona).post(url).status_code == 405
    through_his_own_door = at.url("assignment").replace(cast.network.slug, cast.steins_network.slug)
    assert stein.get(through_his_own_door).status_code == 404


def more_schools(at: Between, count: int) -> None:
    """Other schools, each with a promise, a released summary and a draft that has gone on."""
    for number in range(count):
        school = make.school(at.cast.owner, f"Dalen {number}")
        make.unit(at.cast.network, school, 9)
        person = make.person(f"Person {number}")
        make.membership(at.cast.network, person, Role.MEMBER, school)
        make.commitment(at.gathering, school)
        line = at.assignment.lines.select_related("school", "assignment__network", "assignment__gathering")
        at.assignment.lines.create(school=school)
        at.release(line.get(school=school), person, reach="whole")


def test_the_pages_ask_as_few_questions_for_many_schools_as_for_few(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at = between(cast)
    at.release(at.brekka, cast.rita)
    mona = as_person(cast.mona)

    def questions(url: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert mona.get(url).status_code == 200
        return len(asked)

    before = {url: questions(url) for url in (list_url(cast), at.url("assignment"))}
    more_schools(at, 3)
    gathering = make.gathering(cast.network, starts_at=at.now - timedelta(days=90))
    make.assignment(gathering, cast.asen, cast.brekka)
    assert {url: questions(url) for url in before} == before
    assert max(before.values()) <= 12


NONCES = re.compile(rb'(csrfmiddlewaretoken" value|X-CSRFToken": )[="]*"[^"]+"')


def everything(cast: Cast, at: Between, clients: dict[str, Client]) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Each page that each person can reach: status, body, headers and how many questions it asked."""
    urls = [
        "/",
        list_url(cast),
        at.url("assignment"),
        at.url("summary", at.brekka),
        at.url("photo", at.brekka),
        at.url("release", at.brekka),
        reverse("networks:network", args=[cast.network.slug]),
        reverse("thread:network", args=[cast.network.slug]),
        reverse("thread:school", args=[cast.network.slug, cast.brekka.public_id]),
        f"{at.following.get_absolute_url()}",
        f"{at.following.get_absolute_url()}siden-sist/",
        f"{at.gathering.get_absolute_url()}referat/",
        "/skoleeier/",
    ]
    found = {}
    for name, client in clients.items():
        for url in urls:
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(url)
            headers = {key: value for key, value in answer.headers.items() if key != "Content-Length"}
            body = NONCES.sub(b"", answer.content)
            found[name, url] = (answer.status_code, body, headers, len(asked))
    return found


def test_two_worlds_an_unreleased_summary_changes_no_byte_for_anybody_else(
    cast: Cast, as_person: type[SignedInClient], settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    at = between(cast)
    names = ("mona", "mads", "liv", "kine", "eva", "olav", "stein")
    clients: dict[str, Client] = {name: as_person(getattr(cast, name)) for name in names}
    everything(cast, at, clients)  # what is asked once only, such as a session, is out of the way
    without = everything(cast, at, clients)
    at.write(at.brekka, cast.rita, did="Kanarifugl", happened="Kanarifugl", hard="Kanarifugl", reach="whole")
    out = BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG")
    put_photo(line=at.brekka, picture=make_anew(out, 100), by=cast.rita, now=at.now)
    at.link(cast.rita, at.brekka)
    within = everything(cast, at, clients)
    assert [key for key in without if without[key] != within[key]] == []
    assert not any(b"Kanarifugl" in answer[1] for answer in within.values())
    assert b"Kanarifugl" in as_person(cast.rita).get(at.url("summary", at.brekka)).content


def test_two_worlds_a_released_and_taken_back_summary_is_as_if_it_had_never_been(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at = between(cast)
    names = ("mona", "liv", "kine", "eva", "olav", "stein")
    clients: dict[str, Client] = {name: as_person(getattr(cast, name)) for name in names}
    everything(cast, at, clients)
    without = everything(cast, at, clients)
    at.release(at.brekka, cast.rita, did="Kanarifugl", reach="whole")
    assert any(b"Kanarifugl" in answer[1] for answer in everything(cast, at, clients).values())
    as_person(cast.rita).post(at.url("revoke", at.brekka), {"audience": "network"})
    within = everything(cast, at, clients)
    assert [key for key in without if without[key][:2] != within[key][:2]] == []


def test_two_worlds_anothers_draft_changes_nobody_elses_mail(cast: Cast) -> None:
    at = between(cast)
    tuesday = Gathering.objects.get(pk=at.following.pk).starts_at
    tuesday += timedelta(days=(1 - tuesday.weekday()) % 7 - 14)
    tuesday = tuesday.replace(hour=9)
    at.write(at.brekka, cast.rita, did="Kanarifugl")
    queue_weekly_reminders(tuesday)
    mails = OutgoingMail.objects.exclude(person=cast.rita)
    assert not any("Kanarifugl" in mail.text or "Brekka" in mail.text for mail in mails)
