"""Asking a colleague: between the two, answered, thanked for, taken back, and kind when somebody leaves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.networks.models import Membership
from redthread.notices.models import OutgoingMail
from redthread.peers.actions.asking import ask_for_help, close_talk, decline, withdraw, write
from redthread.peers.models import HelpMessage, HelpRequest, HelpTalk
from redthread.people.models import Person
from redthread.testing.cast import Cast

NOW = timezone.now()
SECRET = "Hvordan får jeg i gang gallerivandring?"
As = Callable[[Person], SignedInClient]


def asked(cast: Cast, *people: Person, by: Person | None = None, key: str = "key-0001") -> list[HelpTalk]:
    made = ask_for_help(
        network=cast.network,
        people=people or (cast.rita,),
        about="Gallerivandring",
        text=SECRET,
        key=key,
        by=by or cast.mona,
        now=NOW,
    )
    return list(made.talks.select_related("request__network", "request__asked_by", "person"))


def url(cast: Cast, name: str, *more: str) -> str:
    return reverse(f"peers:{name}", args=[cast.network.slug, *more])


def sent_from(client: SignedInClient, address: str) -> dict[str, str]:
    return {"key": client.get(address).context["form"]["key"].value()}


def test_a_question_reaches_the_asked_and_its_words_stand_in_no_mail(cast: Cast, as_person: As) -> None:
    mona, rita = as_person(cast.mona), as_person(cast.rita)
    address = url(cast, "ask") + f"?til={cast.rita.public_id}&om=Gallerivandring"
    form = mona.get(address).context["form"]
    assert form["people"].value() == [cast.rita.public_id]
    fields = {"people": cast.rita.public_id, "text": SECRET, "about": "Gallerivandring"}
    answer = mona.post(url(cast, "ask"), {**fields, "key": form["key"].value()})
    talk = HelpTalk.objects.select_related("request__network").get()
    assert answer.headers["Location"] == talk.get_absolute_url()
    assert SECRET in rita.get(talk.get_absolute_url()).content.decode()
    mail = OutgoingMail.objects.get()
    assert (mail.person, mail.subject, mail.kind) == (cast.rita, "Mona Vik spør deg om noe", "help")
    assert SECRET not in mail.text
    assert "Gallerivandring" not in mail.text + mail.subject
    assert talk.get_absolute_url() in mail.text
    today = rita.get("/").content.decode()
    assert "Mona Vik spør deg om noe" in today
    assert "Gallerivandring" not in today


def test_the_same_press_twice_is_one_question(cast: Cast) -> None:
    asked(cast)
    asked(cast)
    assert (HelpRequest.objects.count(), HelpTalk.objects.count(), OutgoingMail.objects.count()) == (1, 1, 1)


def test_it_is_answered_thanked_for_and_closed(cast: Cast, as_person: As) -> None:
    (talk,) = asked(cast)
    mona, rita = as_person(cast.mona), as_person(cast.rita)
    page = talk.get_absolute_url()
    rita.post(
        url(cast, "message", talk.public_id), {**sent_from(rita, page), "text": "Begynn med tre plakater."}
    )
    assert "Begynn med tre plakater." in mona.get(page).content.decode()
    assert "Rita Moe har skrevet til deg" in mona.get("/").content.decode()
    assert "spør deg" not in rita.get("/").content.decode()
    mona.post(url(cast, "close", talk.public_id), {"thanks": "Tusen takk, det virket!"})
    assert "Tusen takk, det virket!" in rita.get(page).content.decode()
    assert [mail.subject for mail in OutgoingMail.objects.order_by("pk")] == [
        "Mona Vik spør deg om noe",
        "Rita Moe har skrevet til deg",
        "Mona Vik takker for hjelpen",
    ]
    assert not any("plakater" in mail.text or "virket" in mail.text for mail in OutgoingMail.objects.all())
    with pytest.raises(RuleError, match="avsluttet"):
        write(talk=talk, text="En ting til", key="later-01", by=cast.rita, now=NOW)


def test_each_of_several_sees_only_the_own_talk(cast: Cast, as_person: As) -> None:
    ritas, livs = sorted(asked(cast, cast.rita, cast.liv), key=lambda one: one.person.name, reverse=True)
    write(talk=ritas, text="Ritas svar", key="answer-1", by=cast.rita, now=NOW)
    liv = as_person(cast.liv)
    page = liv.get(livs.get_absolute_url()).content.decode()
    assert SECRET in page
    assert "Ritas svar" not in page
    assert "Rita" not in page
    assert liv.get(ritas.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("name", ["liv", "mads", "kine", "eva", "olav", "stein"])
@pytest.mark.parametrize("page", ["talk", "message", "close", "decline", "withdrawal"])
def test_for_everybody_else_it_does_not_exist(cast: Cast, as_person: As, name: str, page: str) -> None:
    (talk,) = asked(cast)
    client = as_person(getattr(cast, name))
    address = url(cast, page, talk.public_id)
    answer = client.get(address) if page == "talk" else client.post(address, {"text": "Hei", "thanks": "x"})
    assert answer.status_code == 404
    assert not HelpMessage.objects.exists()
    talk.refresh_from_db()
    assert talk.is_open


def test_only_the_asker_may_close_or_take_back(cast: Cast, as_person: As) -> None:
    (talk,) = asked(cast)
    rita = as_person(cast.rita)
    assert rita.post(url(cast, "close", talk.public_id)).status_code == 404
    assert rita.post(url(cast, "withdrawal", talk.public_id)).status_code == 404
    close_talk(talk=talk, thanks="", by=cast.rita, now=NOW)
    withdraw(request=talk.request, by=cast.rita, now=NOW)
    talk = HelpTalk.objects.select_related("request").get()
    assert talk.is_open
    assert talk.request.text == SECRET


def test_what_is_taken_back_is_deleted_for_both_and_not_mailed(cast: Cast, as_person: As) -> None:
    (talk,) = asked(cast)
    write(talk=talk, text="Ritas svar", key="answer-1", by=cast.rita, now=NOW)
    mona, rita = as_person(cast.mona), as_person(cast.rita)
    mona.post(url(cast, "withdrawal", talk.public_id))
    assert not HelpMessage.objects.exists()
    assert HelpRequest.objects.get().text == ""
    assert not OutgoingMail.objects.exists()
    page = rita.get(talk.get_absolute_url())
    assert page.status_code == 200
    assert "Spørsmålet er trukket" in page.content.decode()
    assert SECRET not in page.content.decode()
    assert "spør deg" not in rita.get("/").content.decode()


def test_who_cannot_now_says_so_in_one_tap(cast: Cast, as_person: As) -> None:
    (talk,) = asked(cast)
    as_person(cast.rita).post(url(cast, "decline", talk.public_id))
    page = as_person(cast.mona).get(talk.get_absolute_url()).content.decode()
    assert "Rita rekker det ikke nå" in page
    decline(talk=talk, by=cast.rita, now=NOW)
    assert OutgoingMail.objects.filter(person=cast.mona).count() == 1


def test_who_leaves_mid_help_loses_access_at_once_and_the_other_is_told_kindly(
    cast: Cast, as_person: As
) -> None:
    (talk,) = asked(cast)
    write(talk=talk, text="Ritas svar", key="answer-1", by=cast.rita, now=NOW)
    Membership.objects.filter(person=cast.rita).update(ends_at=timezone.now())
    rita, mona = as_person(cast.rita), as_person(cast.mona)
    assert rita.get(talk.get_absolute_url()).status_code == 404
    assert rita.post(url(cast, "message", talk.public_id), {"text": "Hei"}).status_code == 404
    page = mona.get(talk.get_absolute_url()).content.decode()
    assert "Rita Moe er ikke med i nettverket lenger" in page
    assert "Ritas svar" in page
    answer = mona.post(url(cast, "message", talk.public_id), {"text": "Er du der?", "key": "key-0009"})
    assert answer.status_code == 200
    assert "Er du der?" in answer.content.decode()  # nothing typed is lost
    assert HelpMessage.objects.count() == 1


@pytest.mark.parametrize("name", ["kine", "eva", "olav", "stein", "mona"])
def test_only_others_who_take_part_can_be_asked(cast: Cast, name: str) -> None:
    with pytest.raises(RuleError, match="kan ikke spørres"):
        asked(cast, getattr(cast, name))
    assert not HelpRequest.objects.exists()


def test_a_question_without_words_explains_itself_and_keeps_the_choice(cast: Cast, as_person: As) -> None:
    answer = as_person(cast.mona).post(url(cast, "ask"), {"people": cast.rita.public_id, "text": " "})
    text = answer.content.decode()
    assert "Skriv hva du lurer på." in text
    assert f'value="{cast.rita.public_id}"' in text
    assert answer.context["chosen"][0][0] == cast.rita.public_id


def test_an_address_of_another_network_leads_nowhere(cast: Cast, as_person: As) -> None:
    (talk,) = asked(cast)
    address = reverse("peers:talk", args=[cast.steins_network.slug, talk.public_id])
    assert as_person(cast.stein).get(address).status_code == 404


def test_who_wants_no_mail_gets_none_and_finds_it_on_the_page(cast: Cast, as_person: As) -> None:
    Person.objects.filter(pk=cast.rita.pk).update(wants_reminders=False)
    cast.rita.refresh_from_db()
    asked(cast)
    assert not OutgoingMail.objects.exists()
    assert "spør deg om noe" in as_person(cast.rita).get("/").content.decode()


def test_an_open_question_in_a_closed_network_can_be_read_and_not_answered(cast: Cast, as_person: As) -> None:
    (talk,) = asked(cast)
    cast.network.closed_at = NOW
    cast.network.save()
    rita = as_person(cast.rita)
    assert SECRET in rita.get(talk.get_absolute_url()).content.decode()
    assert rita.post(url(cast, "message", talk.public_id), {"text": "Hei"}).status_code == 403


def test_a_list_of_talks_takes_the_same_queries_for_one_and_three(cast: Cast, as_person: As) -> None:
    counts = []
    for number in (1, 2, 3):
        asked(cast, key=f"key-100{number}")
        rita = as_person(cast.rita)
        with CaptureQueriesContext(connection) as queries:
            assert rita.get(url(cast, "help")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[2] <= 12
