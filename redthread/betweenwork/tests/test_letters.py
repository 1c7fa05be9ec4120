"""The monthly letter: drafted from what everybody may read, written, looked over, and sent once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from conftest import SignedInClient
from redthread.betweenwork.actions.letters import draft_letter, mark_of, send_letter, write_letter
from redthread.betweenwork.actions.releases import take_back
from redthread.betweenwork.models import MonthlyLetter
from redthread.betweenwork.tests.between import Between, between
from redthread.betweenwork.tests.trying import show, start
from redthread.core.errors import RuleError
from redthread.notices.models import OutgoingMail
from redthread.people.models import Person
from redthread.sharing.models import Release
from redthread.testing.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(cast: Cast) -> Between:
    return between(cast)


def drafted(at: Between) -> MonthlyLetter:
    return draft_letter(network=at.cast.network, by=at.cast.liv, now=at.now)


def address(letter: MonthlyLetter, name: str = "letter") -> str:
    return reverse(f"betweenwork:{name}", args=[letter.network.slug, letter.public_id])


def test_the_draft_tells_what_is_shown_and_nothing_that_is_not(at: Between) -> None:
    at.release(at.brekka, at.cast.rita, did="Hemmelige ord i oppsummeringen.")
    at.write(at.asen, at.cast.mona, did="Utkast som ingen ser.")
    shown = start(at.cast.network, at.cast.brekka, at.cast.rita, at.now, title="Lesekafé", want="Hemmelig")
    show(shown, at.cast.rita, at.now)
    start(at.cast.network, at.cast.asen, at.cast.mona, at.now, title="Ikke vist")
    Release.objects.create(
        network=at.cast.network,
        school=at.cast.brekka,
        kind=Release.Kind.STORY,
        source="story-of-brekka",
        audience="network",
        title="En elev som heter noe",
        snapshot=[],
        released_by=at.cast.rita,
        released_at=at.now,
    )
    text = drafted(at).text
    assert "Novembersamling" in text
    assert "Desembersamling" in text
    assert "Brekka skole viser fram utprøvingen «Lesekafé»" in text
    assert "1 praksisfortelling å lese" in text
    assert "Takk til Brekka skole, som har delt." in text
    for unseen in ("Hemmelig", "Utkast", "Ikke vist", "Åsen skole", "En elev"):
        assert unseen not in text


def test_two_who_begin_at_once_write_the_same_letter(at: Between) -> None:
    liv = SignedInClient(at.cast.liv)
    there = [liv.post(reverse("betweenwork:letter_new", args=[at.cast.network.slug])) for _press in range(2)]
    assert there[0]["Location"] == there[1]["Location"]
    assert MonthlyLetter.objects.count() == 1


def test_it_is_written_looked_over_and_sent_once_to_each_member_as_it_was_seen(at: Between) -> None:
    letter, liv = drafted(at), SignedInClient(at.cast.liv)
    sent = {"title": "Nytt i november", "text": "Hei!\n\nVi ses.", "version": "1"}
    preview = liv.post(address(letter, "letter_writing"), sent)
    assert preview["Location"] == address(letter, "letter_sending")
    page = liv.get(preview["Location"])
    assert "<p>Vi ses.</p>" in page.content.decode()
    for _press in range(2):
        liv.post(preview["Location"], {"seen": page.context["seen"]})
    mails = OutgoingMail.objects.filter(key__startswith="letter:")
    people = {at.cast.liv, at.cast.mona, at.cast.mads, at.cast.rita, at.cast.kine, at.cast.eva}
    assert {mail.person for mail in mails} == people
    assert len(mails) == len(people)
    assert {mail.subject for mail in mails} == {"Nytt i november"}
    assert all(mail.text.startswith("Hei!\n\nVi ses.") for mail in mails)
    assert "Vi ses." in SignedInClient(at.cast.rita).get(address(letter)).content.decode()


def test_a_draft_is_there_for_those_who_plan_alone_and_mails_nobody(at: Between) -> None:
    letter = drafted(at)
    for person in (at.cast.mona, at.cast.rita, at.cast.kine, at.cast.eva, at.cast.stein):
        for name in ("letter", "letter_writing", "letter_sending"):
            assert SignedInClient(person).get(address(letter, name)).status_code == 404
    listed = reverse("betweenwork:letters", args=[at.cast.network.slug])
    assert letter.title not in SignedInClient(at.cast.mona).get(listed).content.decode()
    assert letter.title in SignedInClient(at.cast.liv).get(listed).content.decode()
    assert not OutgoingMail.objects.filter(key__startswith="letter:").exists()


def test_what_is_changed_after_the_preview_is_not_sent_unseen(at: Between) -> None:
    letter = drafted(at)
    seen = mark_of(letter)
    write_letter(letter=letter, title="Nytt", text="Noe annet", version=1, by=at.cast.liv, now=at.now)
    with pytest.raises(RuleError, match="Se over en gang til"):
        send_letter(letter=letter, seen=seen, by=at.cast.liv, now=at.now)
    assert not OutgoingMail.objects.filter(key__startswith="letter:").exists()


def test_what_a_school_has_taken_back_since_is_not_sent(at: Between) -> None:
    at.release(at.brekka, at.cast.rita)
    letter = drafted(at)
    assert "Brekka skole har fortalt" in letter.text
    take_back(line=at.brekka, audience="network", by=at.cast.rita, now=at.now)
    with pytest.raises(RuleError, match="trukket tilbake av skolen"):
        send_letter(letter=letter, seen=mark_of(letter), by=at.cast.liv, now=at.now)


def test_what_somebody_else_saved_meanwhile_is_not_written_over(at: Between) -> None:
    letter, liv = drafted(at), SignedInClient(at.cast.liv)
    write_letter(letter=letter, title="Nytt", text="Den andres", version=1, by=at.cast.liv, now=at.now)
    page = liv.post(address(letter, "letter_writing"), {"title": "Mitt", "text": "Mine ord", "version": "1"})
    assert "Mine ord" in page.content.decode()
    assert MonthlyLetter.objects.get().text == "Den andres"


def test_who_wants_no_such_mail_gets_none_and_reads_it_on_the_page(at: Between) -> None:
    Person.objects.filter(pk=at.cast.rita.pk).update(wants_reminders=False)
    letter = drafted(at)
    send_letter(letter=letter, seen=mark_of(letter), by=at.cast.liv, now=at.now)
    assert not OutgoingMail.objects.filter(person=at.cast.rita, key__startswith="letter:").exists()
    assert SignedInClient(at.cast.rita).get(address(letter)).status_code == 200


def test_hostile_words_are_text(at: Between) -> None:
    letter = drafted(at)
    text = "<script>alert(1)</script>\n\n#panic()"
    write_letter(letter=letter, title="<b>Hei</b>", text=text, version=1, by=at.cast.liv, now=at.now)
    letter.refresh_from_db()
    send_letter(letter=letter, seen=mark_of(letter), by=at.cast.liv, now=at.now + timedelta(minutes=1))
    page = SignedInClient(at.cast.mona).get(address(letter)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    pdf = SignedInClient(at.cast.mona).get(
        reverse("reports:letter_pdf", args=[at.cast.network.slug, letter.public_id])
    )
    assert pdf.content.startswith(b"%PDF")
