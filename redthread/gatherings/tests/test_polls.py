"""A date poll: asked about, answered without an account, ranked in words, and closed on a date once."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from redthread.core.errors import RuleError
from redthread.gatherings.actions import polls as actions
from redthread.gatherings.actions.agenda import add_agenda_item
from redthread.gatherings.actions.lifecycle import publish_gathering
from redthread.gatherings.models import DateAnswer, DatePoll, Gathering, Voter
from redthread.gatherings.models.polls import new_key
from redthread.gatherings.poll_page import poll_page
from redthread.gatherings.polls import Ballot, rank, suggest_days, words
from redthread.networks.models import Membership, Network
from redthread.notices.models import OutgoingMail
from redthread.people.models import Person
from redthread.testing import make
from redthread.testing.at_once import at_once
from redthread.testing.cast import Cast, build

OSLO = ZoneInfo("Europe/Oslo")
NOW = timezone.now()
# A Tuesday in March far ahead: no public holiday, and the clock is not changed.
FIRST = datetime(2031, 3, 4, 9, 0, tzinfo=OSLO)


def times(*days: int) -> list[tuple[datetime, datetime]]:
    return [(FIRST + timedelta(days=n), FIRST + timedelta(days=n, hours=3)) for n in days]


def made(cast: Cast, *days: int, **fields: Any) -> DatePoll:
    return actions.make_poll(
        network=cast.network,
        title="Vårsamling",
        about=fields.get("about", ""),
        place="Rådhuset",
        answer_by=None,
        times=times(*(days or (0, 2))),
        by=cast.liv,
        now=NOW,
    )


def sent(cast: Cast, *days: int) -> DatePoll:
    poll = made(cast, *days)
    actions.send_poll(poll=poll, by=cast.liv, now=NOW)
    poll.refresh_from_db()
    return poll


def with_guests(cast: Cast) -> DatePoll:
    poll = sent(cast)
    actions.set_open_link(poll=poll, is_open=True, by=cast.liv, now=NOW)
    poll.refresh_from_db()
    return poll


def voter(poll: DatePoll, person: Person) -> Voter:
    return Voter.objects.select_related("poll").get(poll=poll, person=person)


def answer(poll: DatePoll, person: Person, *choices: str, word: str = "") -> None:
    options = poll.options.values_list("pk", flat=True)
    given = dict(zip(options, choices, strict=True))
    actions.answer_poll(voter=voter(poll, person), choices=given, word=word, now=NOW)


def link(poll: DatePoll, person: Person) -> str:
    return reverse("gatherings:poll_answer", args=[voter(poll, person).key])


def open_link(poll: DatePoll) -> str:
    return reverse("gatherings:poll_open_answer", args=[poll.open_key])


def posted(poll: DatePoll, *choices: str, **more: str) -> dict[str, str]:
    options = poll.options.values_list("public_id", flat=True)
    return {f"dato_{one}": choice for one, choice in zip(options, choices, strict=True)} | more


def page_of(poll: DatePoll, name: str = "poll", *more: str) -> str:
    return reverse(f"gatherings:{name}", args=[poll.network.slug, poll.public_id, *more])


def without_token(answer: Any) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ?")\w{64}', "", answer.content.decode())


# Ranking and words.


def test_the_date_that_most_can_come_to_is_first_and_then_the_one_that_suits_most() -> None:
    ballots = [
        Ballot("Liv", {1: "yes", 2: "maybe", 3: "yes"}),
        Ballot("Mona", {1: "yes", 2: "yes", 3: "maybe"}),
        Ballot("Rita", {1: "no", 2: "maybe", 3: "yes"}),
    ]
    assert [one.key for one in rank([1, 2, 3], ballots)] == [3, 2, 1]


def test_dates_that_are_as_good_stand_in_their_own_order() -> None:
    ballots = [Ballot("Liv", {7: "yes", 5: "yes"})]
    assert [one.key for one in rank([7, 5], ballots)] == [7, 5]


def test_the_words_say_who_cannot_and_never_who_has_not_answered() -> None:
    ballots = [Ballot(f"Deltaker {n}", {1: "yes"}) for n in range(9)]
    ballots += [Ballot("Mona Vik", {1: "maybe"}), Ballot("Liv Berg", {1: "no"})]
    told = words(rank([1], ballots)[0])
    assert told == "Passer for 9 av 11, én kan om nødvendig. Liv Berg kan ikke."
    told = words(rank([1], [*ballots, Ballot("Rita Moe", {})])[0])
    assert told.startswith("Passer for 9 av 12")
    assert told.endswith("1 har ikke svart ennå.")
    assert "Rita" not in told


def test_nobody_is_counted_against_a_date_by_not_answering() -> None:
    standing = rank([1], [Ballot("Liv", {}), Ballot("Mona", {1: "yes"})])[0]
    assert (standing.no, standing.waiting, standing.asked) == ((), 1, 2)


def test_suggested_days_are_working_days_ahead_that_are_not_taken() -> None:
    wednesday, taken = date(2027, 3, 24), {date(2027, 3, 25), date(2027, 3, 26)}
    days = suggest_days(wednesday, today=date(2027, 3, 23), taken=taken)
    assert days == [date(2027, 3, 24), date(2027, 3, 30), date(2027, 3, 31), date(2027, 4, 2)]


# Making and sending.


@pytest.mark.parametrize("days", [(), (0,), (0, 0), tuple(range(13))])
def test_a_poll_has_two_to_twelve_dates(cast: Cast, days: tuple[int, ...]) -> None:
    with pytest.raises(RuleError, match="mellom 2 og 12"):
        actions.make_poll(
            network=cast.network, title="", about="", place="", answer_by=None,
            times=times(*days), by=cast.liv, now=NOW,
        )  # fmt: skip


def test_the_form_opens_with_days_and_makes_a_draft_that_tells_nobody(cast: Cast, as_person: Any) -> None:
    client = as_person(cast.liv)
    address = reverse("gatherings:poll_new", args=[cast.network.slug])
    text = client.get(address).content.decode()
    days = re.findall(r'name="day_\d+" value="(\d{4}-\d\d-\d\d)"', text)
    assert len(days) == 4
    assert all(date.fromisoformat(day).weekday() < 5 for day in days)
    data = {"title": "Vårsamling"}
    for number, day in enumerate(days, 1):
        data |= {f"day_{number}": day, f"start_{number}": "09:00", f"end_{number}": "12:00"}
    response = client.post(address, data)
    poll = DatePoll.objects.get()
    assert response.headers["Location"] == page_of(poll)
    assert poll.options.count() == 4
    assert poll.is_draft
    assert not OutgoingMail.objects.exists()


def test_a_form_with_one_date_or_a_backward_time_explains_itself(cast: Cast, as_person: Any) -> None:
    client, address = as_person(cast.liv), reverse("gatherings:poll_new", args=[cast.network.slug])
    one = {"day_1": "2031-03-04", "start_1": "09:00", "end_1": "12:00"}
    assert "minst to ulike datoer" in client.post(address, one).content.decode()
    backward = {**one, "day_2": "2031-03-05", "start_2": "12:00", "end_2": "09:00"}
    text = client.post(address, backward).content.decode()
    assert "må slutte etter at den starter" in text
    assert 'value="2031-03-05"' in text
    assert not DatePoll.objects.exists()


def test_the_leader_sees_who_is_asked_before_anybody_is(cast: Cast, as_person: Any) -> None:
    poll, client = made(cast), as_person(cast.liv)
    text = client.get(page_of(poll, "poll_send")).content.decode()
    assert all(person.name in text for person in cast.insiders())
    assert "Olav Nes" not in text
    assert not Voter.objects.exists()
    client.post(page_of(poll, "poll_send"))
    client.post(page_of(poll, "poll_send"))
    mails = list(OutgoingMail.objects.select_related("person"))
    assert sorted(mail.person.name for mail in mails) == sorted(person.name for person in cast.insiders())
    assert {mail.kind for mail in mails} == {"news"}
    assert all(mail.sent_at is None for mail in mails)


def test_each_mail_has_the_dates_and_a_link_of_its_own(cast: Cast) -> None:
    poll = sent(cast)
    text = OutgoingMail.objects.get(person=cast.rita).text
    assert "tirsdag 4. mars 2031 kl. 09.00–12.00" in text
    assert "torsdag 6. mars 2031" in text
    assert link(poll, cast.rita) in text
    assert link(poll, cast.mona) not in text


def test_a_mail_is_in_its_readers_language(cast: Cast) -> None:
    Person.objects.filter(pk=cast.rita.pk).update(language="en")
    sent(cast)
    assert "Tuesday 4 March 2031" in OutgoingMail.objects.get(person=cast.rita).text


def test_a_sent_poll_keeps_its_dates(cast: Cast) -> None:
    poll = sent(cast)
    with pytest.raises(RuleError, match="er sendt"):
        actions.change_poll(
            poll=poll, title="", about="", place="", answer_by=None, times=times(5, 6), by=cast.liv, now=NOW
        )
    assert [option.starts_at for option in poll.options.all()] == [start for start, _end in times(0, 2)]


# Answering.


def test_a_member_answers_by_the_link_alone_and_may_change_it(cast: Cast) -> None:
    poll = sent(cast)
    address, phone = link(poll, cast.rita), Client(enforce_csrf_checks=True)
    assert phone.get(address).status_code == 200
    assert not DateAnswer.objects.exists()  # opening stores nothing: mail programs open links by themselves
    phone.post(address, posted(poll, "yes", "no", word="Må hente i barnehagen"))
    text = phone.get(address).content.decode()
    assert "svaret er lagret" in text
    assert "Må hente i barnehagen" in text
    phone.post(address, posted(poll, "maybe", "yes"))
    answers = DateAnswer.objects.filter(voter__person=cast.rita).order_by("option__starts_at")
    assert [one.choice for one in answers] == ["maybe", "yes"]
    assert voter(poll, cast.rita).word == ""


@pytest.mark.parametrize("choices", [("yes", ""), ("yes", "kanskje"), ("", "")])
def test_an_answer_that_is_not_whole_explains_itself_and_changes_nothing(
    cast: Cast, choices: tuple[str, str]
) -> None:
    poll = sent(cast)
    text = Client().post(link(poll, cast.rita), posted(poll, *choices, word="Beholdt")).content.decode()
    assert "må rettes" in text
    assert "Beholdt" in text
    assert not DateAnswer.objects.exists()


def test_the_page_shows_nothing_of_what_others_answered(cast: Cast) -> None:
    poll = sent(cast)
    address = link(poll, cast.rita)
    before = without_token(Client().get(address))
    answer(poll, cast.mona, "no", "yes", word="Bare torsdag")
    answer(poll, cast.liv, "yes", "yes")
    assert without_token(Client().get(address)) == before


def test_a_date_of_another_poll_is_not_answered_here(cast: Cast) -> None:
    poll, other = sent(cast), sent(cast, 5, 6)
    strange = other.options.all()[0].pk
    actions.answer_poll(voter=voter(poll, cast.rita), choices={strange: "yes"}, word="", now=NOW)
    assert not DateAnswer.objects.exists()


@pytest.mark.parametrize("end", ["membership", "network", "person"])
def test_a_link_ends_when_the_membership_does(cast: Cast, end: str) -> None:
    poll = sent(cast)
    match end:
        case "membership":
            Membership.objects.filter(person=cast.rita).update(ends_at=NOW)
            make.membership(cast.steins_network, cast.rita)  # another network opens nothing here
        case "network":
            Network.objects.filter(pk=cast.network.pk).update(closed_at=NOW)
        case "person":
            Person.objects.filter(pk=cast.rita.pk).update(is_active=False)
    for ask in (Client().get, Client().post):
        answered = ask(link(poll, cast.rita), posted(poll, "yes", "yes"))
        assert answered.status_code == 404
        assert "Lenken virker ikke lenger" in answered.content.decode()
    assert not DateAnswer.objects.exists()


def test_a_draft_has_no_address_to_answer_at(cast: Cast) -> None:
    poll = made(cast)
    early = Voter.objects.create(poll=poll, person=cast.rita)
    assert Client().get(reverse("gatherings:poll_answer", args=[early.key])).status_code == 404


# Guests.


def test_a_guest_gives_a_name_and_gets_an_address_of_their_own(cast: Cast) -> None:
    poll, key = with_guests(cast), new_key()
    data = posted(poll, "yes", "no", name="Petra Lie", key=key)
    for _press in range(2):
        response = Client().post(open_link(poll), data)
    guest = Voter.objects.get(poll=poll, person=None)
    assert (guest.name, guest.key, guest.answers.count()) == ("Petra Lie", key, 2)
    assert response.headers["Location"] == reverse("gatherings:poll_answer", args=[key])
    assert Client().get(response.headers["Location"]).status_code == 200


def test_a_guest_without_a_name_is_asked_for_it(cast: Cast) -> None:
    poll = with_guests(cast)
    text = Client().post(open_link(poll), posted(poll, "yes", "no", name=" ", key=new_key())).content.decode()
    assert "Skriv navnet ditt" in text
    assert not Voter.objects.filter(person=None).exists()


def test_a_guest_cannot_answer_with_a_members_key(cast: Cast) -> None:
    poll = with_guests(cast)
    stolen = voter(poll, cast.rita).key
    Client().post(open_link(poll), posted(poll, "yes", "no", name="Petra", key=stolen))
    assert not DateAnswer.objects.exists()
    assert voter(poll, cast.rita).answered_at is None


def test_the_address_for_guests_can_be_turned_off_and_is_another_when_on_again(
    cast: Cast, as_person: Any
) -> None:
    poll, liv = with_guests(cast), as_person(cast.liv)
    old = open_link(poll)
    assert old in liv.get(page_of(poll)).content.decode()
    liv.post(page_of(poll, "poll_guests"), {"gjester": "nei"})
    assert Client().get(old).status_code == 404
    liv.post(page_of(poll, "poll_guests"), {"gjester": "ja"})
    poll.refresh_from_db()
    assert poll.open_key
    assert open_link(poll) != old


def test_guests_are_not_without_end(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_GUESTS", 1)
    poll = with_guests(cast)
    for name in ("Petra", "Per"):
        text = (
            Client()
            .post(open_link(poll), posted(poll, "yes", "no", name=name, key=new_key()))
            .content.decode()
        )
    assert "ikke plass til flere" in text
    assert Voter.objects.filter(person=None).count() == 1


# What the planner sees.


def test_the_planner_sees_the_best_date_first_with_names(cast: Cast, as_person: Any) -> None:
    poll = sent(cast)
    answer(poll, cast.rita, "no", "yes", word="Tannlege tirsdag")
    answer(poll, cast.mona, "yes", "maybe")
    text = as_person(cast.liv).get(page_of(poll)).content.decode()
    assert text.index("torsdag 6. mars") < text.index("tirsdag 4. mars")
    assert "Passer for 1 av 6, én kan om nødvendig. 4 har ikke svart ennå." in text
    assert "Rita Moe kan ikke." in text
    assert "Tannlege tirsdag" in text
    assert "2 av 6 har svart" in text


@pytest.mark.parametrize("name", ["mona", "kine", "eva"])
def test_members_do_not_see_what_others_answered(cast: Cast, as_person: Any, name: str) -> None:
    poll = sent(cast)
    assert as_person(getattr(cast, name)).get(page_of(poll)).status_code == 403
    assert as_person(cast.stein).get(page_of(poll)).status_code == 404


def test_holidays_and_the_networks_own_gatherings_are_noted(cast: Cast) -> None:
    make.gathering(cast.network, starts_at=FIRST + timedelta(hours=5), title="Fagdag")
    make.gathering(cast.steins_network, starts_at=FIRST, title="Hemmelig")
    first_of_may = datetime(2031, 5, 1, 9, 0, tzinfo=OSLO)
    poll = actions.make_poll(
        network=cast.network, title="", about="", place="", answer_by=None, by=cast.liv, now=NOW,
        times=[*times(0, 2), (first_of_may, first_of_may + timedelta(hours=1))],
    )  # fmt: skip
    notes = [line.notes for line in poll_page(poll).ranked]
    assert notes == [["Samme dag som «Fagdag»."], [], ["Dagen er arbeidernes dag."]]


def test_the_page_asks_as_often_for_one_as_for_many(
    cast: Cast, as_person: Any, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    poll, client = sent(cast), as_person(cast.liv)
    answer(poll, cast.rita, "no", "yes")
    client.get(page_of(poll))
    with django_assert_max_num_queries(12) as few:
        client.get(page_of(poll))
    answer(poll, cast.mona, "no", "yes")
    answer(poll, cast.mads, "yes", "yes")
    with django_assert_num_queries(len(few)):
        client.get(page_of(poll))


# Closing and withdrawing.


def test_choosing_a_date_drafts_the_gathering_and_tells_nobody(cast: Cast, as_person: Any) -> None:
    poll, liv = sent(cast), as_person(cast.liv)
    option = poll.options.all()[1]
    mails = OutgoingMail.objects.count()
    address = page_of(poll, "poll_close", option.public_id)
    assert "Ingen får beskjed" in liv.get(address).content.decode()
    assert not Gathering.objects.exists()
    response = liv.post(address)
    gathering = Gathering.objects.get()
    assert response.headers["Location"] == gathering.get_absolute_url()
    assert (gathering.starts_at, gathering.ends_at) == (option.starts_at, option.ends_at)
    assert (gathering.title, gathering.place, gathering.is_draft) == ("Vårsamling", "Rådhuset", True)
    assert OutgoingMail.objects.count() == mails


def test_those_asked_are_told_the_date_only_when_the_gathering_is_published(cast: Cast) -> None:
    poll = sent(cast)
    gathering = actions.close_poll(poll=poll, option=poll.options.all()[0], by=cast.liv, now=NOW)
    text = Client().get(link(poll, cast.rita)).content.decode()
    assert "En dato er valgt" in text
    assert "4. mars" not in text
    add_agenda_item(gathering=gathering, kind="input", title="Innlegg", minutes=30, by=cast.liv, now=NOW)
    publish_gathering(gathering=gathering, by=cast.liv, now=NOW)
    assert "tirsdag 4. mars 2031 kl. 09.00–12.00" in Client().get(link(poll, cast.rita)).content.decode()


def test_an_answer_after_the_choice_is_not_stored(cast: Cast) -> None:
    poll = sent(cast)
    late = voter(poll, cast.rita)
    actions.close_poll(poll=poll, option=poll.options.all()[0], by=cast.liv, now=NOW)
    with pytest.raises(RuleError, match="ikke lagret"):
        actions.answer_poll(voter=late, choices={poll.options.all()[0].pk: "yes"}, word="", now=NOW)
    assert not DateAnswer.objects.exists()


def test_a_date_of_another_poll_cannot_be_chosen(cast: Cast, as_person: Any) -> None:
    poll, other = sent(cast), sent(cast, 5, 6)
    address = page_of(poll, "poll_close", other.options.all()[0].public_id)
    assert as_person(cast.liv).post(address).status_code == 404
    assert not Gathering.objects.exists()


def test_a_withdrawn_poll_asks_no_more_and_its_waiting_mails_are_not_sent(cast: Cast, as_person: Any) -> None:
    poll = sent(cast)
    OutgoingMail.objects.filter(person=cast.mona).update(sent_at=NOW)
    as_person(cast.liv).post(page_of(poll, "poll_withdraw"))
    assert [mail.person for mail in OutgoingMail.objects.all()] == [cast.mona]
    text = Client().post(link(poll, cast.mona), posted(poll, "yes", "yes")).content.decode()
    assert "trukket spørsmålet tilbake" in text
    assert not DateAnswer.objects.exists()
    with pytest.raises(RuleError):
        actions.close_poll(poll=poll, option=poll.options.all()[0], by=cast.liv, now=NOW)


def test_a_chosen_date_is_not_withdrawn(cast: Cast) -> None:
    poll = sent(cast)
    actions.close_poll(poll=poll, option=poll.options.all()[0], by=cast.liv, now=NOW)
    with pytest.raises(RuleError, match="Avlys eller flytt"):
        actions.withdraw_poll(poll=poll, by=cast.liv, now=NOW)


# Two at once.


@pytest.mark.django_db(transaction=True)
def test_two_who_choose_at_once_make_one_gathering() -> None:
    cast = build()
    poll = sent(cast)
    first, second = poll.options.all()
    refused = at_once(
        lambda: actions.close_poll(poll=poll, option=first, by=cast.liv, now=NOW),
        lambda: actions.close_poll(poll=poll, option=second, by=cast.liv, now=NOW),
    )
    assert refused == []
    assert Gathering.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_poll_sent_twice_at_once_asks_once() -> None:
    cast = build()
    poll = made(cast)
    at_once(*[lambda: actions.send_poll(poll=poll, by=cast.liv, now=NOW)] * 2)
    assert OutgoingMail.objects.count() == Voter.objects.count() == len(cast.insiders())


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_crosses_the_choice_is_stored_or_refused_and_never_half() -> None:
    cast = build()
    poll = sent(cast)
    chosen, asked = poll.options.all()[0], voter(poll, cast.rita)
    given = dict.fromkeys(poll.options.values_list("pk", flat=True), "yes")
    refused = at_once(
        lambda: actions.answer_poll(voter=asked, choices=given, word="", now=NOW),
        lambda: actions.close_poll(poll=poll, option=chosen, by=cast.liv, now=NOW),
    )
    assert DateAnswer.objects.count() == (0 if refused else 2)


def test_nothing_is_asked_when_sending_fails_half_way(cast: Cast) -> None:
    poll = made(cast)
    with transaction.atomic():
        actions.send_poll(poll=poll, by=cast.liv, now=NOW)
        transaction.set_rollback(True)
    poll.refresh_from_db()
    assert poll.is_draft
    assert not OutgoingMail.objects.exists()
