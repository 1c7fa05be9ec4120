"""A gathering is drafted, published, changed, moved and cancelled: who is told, and when nobody is."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from redthread.core.errors import RuleError
from redthread.gatherings.actions.invitations import invite_newcomers
from redthread.gatherings.actions.lifecycle import (
    cancel_gathering,
    create_gathering,
    edit_gathering,
    move_gathering,
    publish_gathering,
)
from redthread.gatherings.actions.news import tell_news, tell_waiting_news
from redthread.gatherings.models import Gathering, Minutes
from redthread.networks.models import Body, Mandate, Network, Role, Seat
from redthread.notices.models import OutgoingMail
from redthread.people.models import Person
from redthread.testing import make
from redthread.testing.cast import Cast

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 9, 1, 12, 0, tzinfo=OSLO)
NINE = datetime(2026, 9, 16, 9, 0, tzinfo=OSLO)
NOON = datetime(2026, 9, 16, 12, 0, tzinfo=OSLO)
LATER = NOW + timedelta(minutes=15)  # when changes have waited long enough


@pytest.fixture(autouse=True)
def _access_lasts(cast: Cast) -> None:
    """Eva's access ends thirty days from the clock of the machine, which is not the clock of these tests."""
    cast.eva.memberships.update(ends_at=NOW + timedelta(days=30))


def draft(cast: Cast, **fields: object) -> Gathering:
    given = {"place": "Åsen skole", "host": cast.asen, "chair": cast.mona, **fields}
    return create_gathering(network=cast.network, by=cast.liv, now=NOW, starts_at=NINE, ends_at=NOON, **given)  # type: ignore[arg-type]


def published(cast: Cast, **fields: object) -> Gathering:
    gathering = draft(cast, **fields)
    publish_gathering(gathering=gathering, by=cast.liv, now=NOW)
    OutgoingMail.objects.all().delete()
    return gathering


def edit(gathering: Gathering, by: Person, now: datetime = NOW, **changes: object) -> None:
    names = ("title", "mode", "place", "host", "chair", "theme", "prepare", "meeting_url")
    fields = {name: getattr(gathering, name) for name in names} | changes
    edit_gathering(gathering=gathering, by=by, now=now, **fields)


def addressees() -> list[str]:
    return sorted(OutgoingMail.objects.values_list("person__email", flat=True))


def insiders(cast: Cast) -> list[str]:
    return sorted(person.email for person in cast.insiders())


def test_a_draft_tells_nobody_and_has_the_two_items_that_are_always_there(cast: Cast) -> None:
    gathering = draft(cast)
    assert [item.kind for item in gathering.agenda_items.all()] == ["since_last", "review"]
    assert [item.position for item in gathering.agenda_items.all()] == [1, 2]
    assert (gathering.audience, gathering.is_draft, addressees()) == ("group", True, [])


def test_a_gathering_without_a_title_is_named_after_its_month(cast: Cast) -> None:
    assert draft(cast).title == "Samling i september"
    assert draft(cast, title="Kick-off").title == "Kick-off"


def test_a_gathering_must_end_after_it_starts(cast: Cast) -> None:
    with pytest.raises(RuleError, match="slutte etter"):
        create_gathering(network=cast.network, by=cast.liv, now=NOW, starts_at=NINE, ends_at=NINE)
    assert not Gathering.objects.exists()


def test_host_and_chair_are_of_the_network(cast: Cast) -> None:
    far = cast.stein.positions.get().organisation
    with pytest.raises(RuleError, match="Odden skole er ikke med"):
        draft(cast, host=far)
    with pytest.raises(RuleError, match="Stein Rud er ikke med"):
        draft(cast, chair=cast.stein)
    assert draft(cast, host=cast.owner).host == cast.owner


def test_publishing_shows_it_to_the_network_and_invites_each_member_once(cast: Cast) -> None:
    gathering = draft(cast)
    publish_gathering(gathering=gathering, by=cast.liv, now=NOW)
    publish_gathering(gathering=gathering, by=cast.mona, now=NOW + timedelta(minutes=1))
    gathering.refresh_from_db()
    assert (gathering.audience, gathering.published_at, gathering.sequence) == ("network", NOW, 0)
    assert addressees() == insiders(cast)


def test_publishing_needs_a_programme(cast: Cast) -> None:
    gathering = draft(cast)
    gathering.agenda_items.all().delete()
    with pytest.raises(RuleError, match="minst én programpost"):
        publish_gathering(gathering=gathering, by=cast.liv, now=NOW)
    assert Gathering.objects.get().is_draft
    assert addressees() == []


def test_the_mandate_that_holds_when_it_is_published_stays_with_the_gathering(cast: Cast) -> None:
    first, second, _later = (
        Mandate.objects.create(
            network=cast.network, version=n, purpose=f"Formål {n}", written_by=cast.liv, adopted_at=adopted_at
        )
        for n, adopted_at in (
            (1, NOW - timedelta(days=9)),
            (2, NOW - timedelta(days=1)),
            (3, NOW + timedelta(1)),
        )
    )
    assert published(cast).mandate == second
    assert first != second


def test_what_is_over_is_shown_but_nobody_is_invited(cast: Cast) -> None:
    gathering = draft(cast)
    publish_gathering(gathering=gathering, by=cast.liv, now=NOON)
    assert not Gathering.objects.get().is_draft
    assert addressees() == []


def test_only_those_who_still_have_access_when_it_starts_are_invited(cast: Cast) -> None:
    cast.eva.memberships.update(ends_at=NINE)
    Person.objects.filter(pk=cast.rita.pk).update(is_active=False)
    make.membership(cast.network, cast.stein, Role.GUEST, starts_at=NOW + timedelta(days=1))
    publish_gathering(gathering=draft(cast), by=cast.liv, now=NOW)
    assert addressees() == sorted(p.email for p in (cast.liv, cast.mona, cast.mads, cast.kine))


def test_who_comes_into_the_network_later_is_invited_once_to_what_stands(cast: Cast) -> None:
    gathering = published(cast)
    draft(cast)
    cancelled = published(cast)
    cancel_gathering(gathering=cancelled, why="Streik", by=cast.liv, now=NOW)
    OutgoingMail.objects.all().delete()
    new = make.person("Nina Ny", email="nina@fjordvik.example")
    make.membership(cast.network, new, starts_at=NOW + timedelta(hours=1))
    for hours in (0, 1, 2, 3):
        invite_newcomers(NOW + timedelta(hours=hours))
    mail = OutgoingMail.objects.get()
    assert (mail.person, mail.send_after) == (new, NOW + timedelta(hours=1))
    assert f"UID:{gathering.invitations.get(person=new).key}@" in mail.calendar


def test_a_person_in_two_roles_gets_one_invitation(cast: Cast) -> None:
    make.membership(cast.network, cast.mona, Role.DEPUTY, ends_at=NOON + timedelta(days=99))
    publish_gathering(gathering=draft(cast), by=cast.liv, now=NOW)
    assert addressees() == insiders(cast)


def test_a_gathering_of_a_body_invites_its_members_and_the_chair(cast: Cast) -> None:
    body = Body.objects.create(network=cast.network, code="FAG", name="Faggruppe")
    Seat.objects.create(body=body, person=cast.rita)
    Seat.objects.create(body=body, person=cast.stein)  # has no access to the network
    publish_gathering(gathering=draft(cast, body=body), by=cast.liv, now=NOW)
    assert addressees() == sorted((cast.rita.email, cast.mona.email))


def test_each_is_written_to_in_their_own_language(cast: Cast) -> None:
    Person.objects.filter(pk=cast.rita.pk).update(language="en")
    publish_gathering(gathering=draft(cast), by=cast.liv, now=NOW)
    assert "Wednesday 16 September 2026" in OutgoingMail.objects.get(person=cast.rita).text
    assert "onsdag 16. september 2026" in OutgoingMail.objects.get(person=cast.mona).text


def test_the_invitation_tells_when_where_what_to_prepare_and_the_programme(cast: Cast) -> None:
    gathering = draft(
        cast, prepare="Ta med ett eksempel.", theme="Lesing", meeting_url="https://meet.example/1"
    )
    make.item(gathering, title="Personalsak ved Åsen", is_confidential=True, minutes=20)
    publish_gathering(gathering=gathering, by=cast.liv, now=NOW)
    mail = OutgoingMail.objects.get(person=cast.mona)
    assert mail.subject == "Innkalling: Samling i september, onsdag 16. september 2026"
    for words in (
        "Hei, Mona!",
        "Når: onsdag 16. september 2026 kl. 09.00–12.00",
        "Hvor: Åsen skole",
        "Bli med på skjerm: https://meet.example/1",
        "Vertskap: Åsen skole",
        "Møteleder: Mona Vik",
        "Tema: Lesing",
        "Ta med ett eksempel.",
        "09.00 Siden sist",
        "Fortrolig sak",
        gathering.get_absolute_url(),
    ):
        assert words in mail.text
    assert "Personalsak" not in mail.text + mail.calendar


def test_moving_a_draft_tells_nobody(cast: Cast) -> None:
    gathering = draft(cast)
    move_gathering(
        gathering=gathering, starts_at=NOON, ends_at=NOON + timedelta(hours=1), by=cast.liv, now=NOW
    )
    assert (Gathering.objects.get().starts_at, Gathering.objects.get().sequence) == (NOON, 0)
    assert addressees() == []


def test_moving_tells_everybody_once_with_the_old_and_the_new_time(cast: Cast) -> None:
    gathering = published(cast)
    new = NINE + timedelta(days=7)
    move_gathering(gathering=gathering, starts_at=new, ends_at=new + timedelta(hours=3), by=cast.liv, now=NOW)
    assert addressees() == []
    for _ in range(2):
        tell_waiting_news(LATER)
    assert addressees() == insiders(cast)
    mail = OutgoingMail.objects.get(person=cast.mona)
    assert mail.subject == "Flyttet: Samling i september, nå onsdag 23. september 2026"
    assert "Før: onsdag 16. september 2026 kl. 09.00–12.00" in mail.text
    assert "Nå: onsdag 23. september 2026 kl. 09.00–12.00" in mail.text
    assert (mail.kind, mail.calendar_method) == ("invitation", "REQUEST")
    assert Gathering.objects.get().sequence == 1


def test_moving_to_the_same_time_changes_nothing(cast: Cast) -> None:
    gathering = published(cast)
    move_gathering(gathering=gathering, starts_at=NINE, ends_at=NOON, by=cast.liv, now=NOW)
    assert (Gathering.objects.get().sequence, addressees()) == (0, [])


def test_who_moves_it_without_having_seen_the_latest_move_is_told(cast: Cast) -> None:
    mine, yours = published(cast), Gathering.objects.get()
    new = NINE + timedelta(days=7)
    move_gathering(gathering=yours, starts_at=new, ends_at=new + timedelta(hours=3), by=cast.mona, now=NOW)
    with pytest.raises(RuleError, match="Noen andre"):
        move_gathering(
            gathering=mine, starts_at=NOON, ends_at=NOON + timedelta(hours=1), by=cast.liv, now=NOW
        )
    assert Gathering.objects.get().starts_at == new
    tell_waiting_news(LATER)
    assert OutgoingMail.objects.count() == len(insiders(cast))


def test_two_who_move_it_to_the_same_time_agree(cast: Cast) -> None:
    mine, yours = published(cast), Gathering.objects.get()
    new = NINE + timedelta(days=7)
    for gathering in (mine, yours):
        move_gathering(
            gathering=gathering, starts_at=new, ends_at=new + timedelta(hours=3), by=cast.liv, now=NOW
        )
    tell_waiting_news(LATER)
    assert Gathering.objects.get().sequence == 1
    assert addressees() == insiders(cast)


def test_another_place_is_told_once_and_another_theme_is_not(cast: Cast) -> None:
    gathering = published(cast)
    edit(gathering, cast.liv, theme="Skriving", prepare="Les kapittel 2")
    tell_waiting_news(LATER)
    assert (Gathering.objects.get().sequence, addressees()) == (0, [])
    edit(gathering, cast.liv, place="Brekka skole")
    tell_waiting_news(LATER)
    assert addressees() == insiders(cast)
    mail = OutgoingMail.objects.get(person=cast.mona)
    assert mail.subject == "Endret: Samling i september, onsdag 16. september 2026"
    assert "Hvor\nFør: Åsen skole\nNå: Brekka skole" in mail.text
    assert Gathering.objects.get().sequence == 1


def test_editing_a_draft_tells_nobody(cast: Cast) -> None:
    edit(draft(cast), cast.liv, place="Brekka skole", title="")
    assert (Gathering.objects.get().place, addressees()) == ("Brekka skole", [])


def test_who_edits_what_was_moved_meanwhile_is_told_and_changes_nothing(cast: Cast) -> None:
    mine, yours = published(cast), Gathering.objects.get()
    move_gathering(gathering=yours, starts_at=NOON, ends_at=NOON + timedelta(hours=1), by=cast.mona, now=NOW)
    with pytest.raises(RuleError, match="endret av noen andre"):
        edit(mine, cast.liv, place="Brekka skole")
    assert Gathering.objects.get().place == "Åsen skole"


def test_changes_in_a_row_are_told_in_one_mail_after_the_last(cast: Cast) -> None:
    gathering, new = (
        published(cast, meeting_url="https://teams.microsoft.com/meet/1?p=a"),
        NINE + timedelta(7),
    )
    move_gathering(gathering=gathering, starts_at=new, ends_at=new + timedelta(hours=3), by=cast.liv, now=NOW)
    ten_past = NOW + timedelta(minutes=10)
    edit(gathering, cast.mona, now=ten_past, place="Brekka skole", mode="hybrid")
    assert Gathering.objects.get().news_due_at == ten_past + timedelta(minutes=15)
    tell_waiting_news(LATER)
    assert addressees() == []
    tell_waiting_news(ten_past + timedelta(minutes=15))
    mail = OutgoingMail.objects.get(person=cast.rita)
    for words in (
        "Når\nFør: onsdag 16. september 2026 kl. 09.00–12.00\nNå: onsdag 23. september 2026 kl. 09.00–12.00",
        "Form\nFør: fysisk\nNå: fysisk og digital",
        "Hvor\nFør: Åsen skole\nNå: Brekka skole",
        "Bli med på skjerm: https://teams.microsoft.com/meet/1?p=a",
    ):
        assert words in mail.text
    assert mail.text.count("23. september") == 1
    assert mail.calendar.count("SEQUENCE:1\r\n") == 1
    assert "Endret: Brekka skole (før: Åsen skole)" in mail.calendar.replace("\r\n ", "").replace("\\", "")


def test_changes_wait_at_most_two_hours_after_the_first(cast: Cast) -> None:
    gathering = published(cast)
    for minutes in range(0, 130, 10):
        edit(gathering, cast.liv, now=NOW + timedelta(minutes=minutes), place=f"Rom {minutes}")
    assert Gathering.objects.get().news_due_at == NOW + timedelta(hours=2)
    tell_waiting_news(NOW + timedelta(hours=2))
    assert "Nå: Rom 120" in OutgoingMail.objects.get(person=cast.rita).text


def test_what_is_changed_and_changed_back_is_not_told(cast: Cast) -> None:
    gathering = published(cast)
    edit(gathering, cast.liv, place="Brekka skole")
    edit(gathering, cast.liv, place="Åsen skole")
    assert Gathering.objects.get().news_due_at is None
    tell_waiting_news(NOW + timedelta(days=1))
    assert (Gathering.objects.get().sequence, addressees()) == (0, [])


def test_news_can_be_sent_at_once_and_only_once(cast: Cast) -> None:
    gathering = published(cast)
    assert not tell_news(gathering=gathering, now=NOW)
    edit(gathering, cast.liv, place="Brekka skole")
    assert [tell_news(gathering=gathering, now=NOW) for _ in range(2)] == [True, False]
    tell_waiting_news(LATER)
    assert addressees() == insiders(cast)


@pytest.mark.parametrize("hours", [1, 24])
def test_within_a_day_of_the_gathering_nothing_waits(cast: Cast, hours: int) -> None:
    gathering, at = published(cast), NINE - timedelta(hours=hours)
    new = NINE + timedelta(days=7)
    move_gathering(gathering=gathering, starts_at=new, ends_at=new + timedelta(hours=3), by=cast.liv, now=at)
    assert addressees() == insiders(cast)
    assert Gathering.objects.get().news_due_at is None


def test_moving_it_to_tomorrow_does_not_wait_either(cast: Cast) -> None:
    gathering, new = published(cast), NOW + timedelta(hours=20)
    move_gathering(gathering=gathering, starts_at=new, ends_at=new + timedelta(hours=3), by=cast.liv, now=NOW)
    assert addressees() == insiders(cast)


def test_cancelling_swallows_what_waited_and_tells_of_the_time_that_everybody_knows(cast: Cast) -> None:
    gathering, new = published(cast), NINE + timedelta(days=7)
    move_gathering(gathering=gathering, starts_at=new, ends_at=new + timedelta(hours=3), by=cast.liv, now=NOW)
    cancel_gathering(gathering=gathering, why="Streik", by=cast.liv, now=NOW)
    tell_waiting_news(LATER)
    mail = OutgoingMail.objects.get(person=cast.rita)
    assert mail.calendar_method == "CANCEL"
    assert "Den skulle vært onsdag 16. september 2026 kl. 09.00–12.00." in mail.text
    assert "DTSTART;TZID=Europe/Oslo:20260916T090000" in mail.calendar
    assert "SEQUENCE:1\r\n" in mail.calendar


def test_cancelling_takes_it_out_of_every_calendar_and_says_why(cast: Cast) -> None:
    gathering = published(cast)
    for by in (cast.liv, cast.mona):
        cancel_gathering(gathering=Gathering.objects.get(), why="Streik", by=by, now=NOW)
    assert addressees() == insiders(cast)
    mail = OutgoingMail.objects.get(person=cast.rita)
    assert mail.subject == "Avlyst: Samling i september, onsdag 16. september 2026"
    assert (mail.kind, mail.calendar_method) == ("cancellation", "CANCEL")
    assert "Hvorfor: Streik" in mail.text
    gathering.refresh_from_db()
    assert (gathering.is_cancelled, gathering.cancelled_why, gathering.sequence) == (True, "Streik", 1)
    assert not Gathering.objects.standing().exists()


def test_cancelling_needs_a_reason(cast: Cast) -> None:
    with pytest.raises(RuleError, match="Skriv hvorfor"):
        cancel_gathering(gathering=published(cast), why=" ", by=cast.liv, now=NOW)
    assert not Gathering.objects.get().is_cancelled


def test_a_draft_is_put_away_without_a_word_to_anybody(cast: Cast) -> None:
    cancel_gathering(gathering=draft(cast), why="", by=cast.liv, now=NOW)
    assert not Gathering.objects.drafts().exists()
    assert addressees() == []
    with pytest.raises(RuleError, match="lagt bort"):
        publish_gathering(gathering=Gathering.objects.get(), by=cast.liv, now=NOW)


def test_what_is_cancelled_is_neither_moved_nor_edited(cast: Cast) -> None:
    gathering = published(cast)
    cancel_gathering(gathering=gathering, why="Streik", by=cast.liv, now=NOW)
    OutgoingMail.objects.all().delete()
    with pytest.raises(RuleError, match="avlyst"):
        move_gathering(gathering=gathering, starts_at=NOON, ends_at=NOON + timedelta(1), by=cast.liv, now=NOW)
    with pytest.raises(RuleError):
        edit(gathering, cast.liv, place="Brekka skole")
    assert addressees() == []


def test_a_gathering_with_minutes_is_neither_moved_nor_cancelled(cast: Cast) -> None:
    gathering = published(cast)
    Minutes.objects.create(gathering=gathering, written_by=cast.mads, opened_at=NINE)
    with pytest.raises(RuleError, match="har referat"):
        move_gathering(gathering=gathering, starts_at=NOON, ends_at=NOON + timedelta(1), by=cast.liv, now=NOW)
    with pytest.raises(RuleError, match="har referat"):
        cancel_gathering(gathering=gathering, why="Streik", by=cast.liv, now=NOW)
    assert Gathering.objects.standing().get().starts_at == NINE


def test_the_gatherings_of_a_body_have_a_thread_of_their_own(cast: Cast) -> None:
    body = Body.objects.create(network=cast.network, code="FAG", name="Faggruppe")
    here = make.gathering(cast.network, starts_at=NINE)
    earlier = make.gathering(cast.network, starts_at=NINE - timedelta(days=40))
    first = make.gathering(cast.network, starts_at=NINE - timedelta(days=80))
    later = make.gathering(cast.network, starts_at=NINE + timedelta(days=40))
    make.gathering(cast.network, starts_at=NINE - timedelta(days=1), body=body)
    make.gathering(cast.network, starts_at=NINE - timedelta(days=1), cancelled_at=timezone.now())
    make.gathering(cast.steins_network, starts_at=NINE - timedelta(days=1))
    assert list(Gathering.objects.standing().before(here)) == [earlier, first]
    assert list(Gathering.objects.standing().after(here)) == [later]
    assert Network.objects.count() == 2
