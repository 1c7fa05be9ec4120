"""The network's common voice: drafted by one, weighed by the schools, sent, answered, withdrawn."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.gatherings.actions.answers import answer_proposal
from redthread.gatherings.models import OwnerAnswer
from redthread.networks import actions as networks
from redthread.networks.models import Body, Role
from redthread.sharing.models import Audience, Release
from redthread.testing import make
from redthread.testing.cast import Cast
from redthread.voice.actions.matters import (
    ChangedMeanwhileError,
    Words,
    back_to_draft,
    change_matter,
    give_voice,
    raise_matter,
    send_matter,
    withdraw_matter,
)
from redthread.voice.models import Matter, Voice
from redthread.voice.snapshot import Told
from redthread.voice.tests.matters import draft, raised, say, send, sent
from redthread.voice.voices import Holder, standing_for

NOW = timezone.now()


def url(cast: Cast, name: str, matter: Matter | None = None) -> str:
    args = [cast.network.slug, *([matter.public_id] if matter else [])]
    return reverse(f"voice:{name}", args=args)


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.status_code
    return " ".join(answer.content.decode().split())


def statuses(as_person: type[SignedInClient], cast: Cast, address: str) -> dict[str, int]:
    names = ("liv", "mona", "mads", "rita", "kine", "eva", "stein")
    return {name: as_person(getattr(cast, name)).get(address).status_code for name in names}


def test_the_whole_way_from_a_draft_to_an_answer(cast: Cast, as_person: type[SignedInClient]) -> None:
    mona, rita, liv = as_person(cast.mona), as_person(cast.rita), as_person(cast.liv)
    form = mona.get(url(cast, "new")).context["form"]
    fields = {"title": "Vikarer på samlingsdager", "ask": "Midler til vikar", "why": "Ellers må vi hjem."}
    made = mona.post(url(cast, "new"), {**fields, "key": form["key"].value()})
    matter = Matter.objects.get()
    assert made.headers["Location"] == matter.get_absolute_url()
    mona.post(url(cast, "lay_before", matter))
    mona.post(url(cast, "voice", matter), {"choice": "support"})
    assert "1 av 2 støtter så langt · dere har ikke sagt noe ennå" in text_of(rita, url(cast, "matters"))
    rita.post(url(cast, "voice", matter), {"choice": "support", "reason": "Enig!"})
    page = liv.get(url(cast, "send", matter))
    assert "Ledelsen i Fjordvik kommune ser dette på siden sin." in page.content.decode()
    preview = page.context["preview"]
    liv.post(url(cast, "send", matter), {"seen": page.context["seen"]})
    release = Release.objects.get()
    assert release.snapshot == preview.snapshot
    assert (release.kind, release.audience, release.title) == ("matter", "owner", "Vikarer på samlingsdager")
    assert "venter på svar siden" in text_of(rita, url(cast, "matters"))
    olav = as_person(cast.olav)
    to_answer = reverse("gatherings:owner_answer", args=[release.public_id])
    assert to_answer in text_of(olav, reverse("sharing:owner_release", args=[release.public_id]))
    assert to_answer in text_of(olav, "/")
    olav.post(to_answer, {"text": "Ja, fra januar."})
    assert "Ja, fra januar." in text_of(rita, url(cast, "matter", matter))
    assert "Ja, fra januar." in text_of(olav, reverse("voice:owner"))
    assert to_answer not in text_of(olav, "/")


def test_a_draft_is_the_writers_alone(cast: Cast, as_person: type[SignedInClient]) -> None:
    matter = draft(cast, cast.mona, NOW)
    found = statuses(as_person, cast, url(cast, "matter", matter))
    assert found == {"liv": 404, "mona": 200, "mads": 404, "rita": 404, "kine": 404, "eva": 404, "stein": 404}
    assert "Vikarer" not in text_of(as_person(cast.liv), url(cast, "matters"))
    assert "Vikarer" in text_of(as_person(cast.mona), url(cast, "matters"))


def test_what_is_weighed_does_not_exist_for_the_owners_side(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    matter = raised(cast, cast.mona, NOW)
    say(matter, cast.brekka, cast.rita, NOW, against="For dyrt")
    found = statuses(as_person, cast, url(cast, "matter", matter))
    assert found == {"liv": 200, "mona": 200, "mads": 200, "rita": 200, "kine": 404, "eva": 404, "stein": 404}
    for person in (cast.kine, cast.eva):
        assert "Vikarer" not in text_of(as_person(person), url(cast, "matters"))
    assert "For dyrt" in text_of(as_person(cast.mona), url(cast, "matter", matter))


def test_who_said_what_never_reaches_the_owners_side(cast: Cast, as_person: type[SignedInClient]) -> None:
    dal = make.school(cast.owner, "Dal skole")
    make.unit(cast.network, dal, 3)
    make.membership(cast.network, dag := make.person("Dag Dahl"), Role.MEMBER, dal)
    matter = raised(cast, cast.mona, NOW)
    say(matter, cast.asen, cast.mona, NOW)
    say(matter, cast.brekka, cast.rita, NOW)
    say(matter, dal, dag, NOW, against="For dyrt")
    release = send(matter, cast.liv, NOW, dissent=True)
    kine = text_of(as_person(cast.kine), url(cast, "matter", matter))
    olav = text_of(as_person(cast.olav), reverse("sharing:owner_release", args=[release.public_id]))
    for page in (kine, olav):
        assert "For dyrt" in page
        assert "Dal skole" not in page
        assert "støtter" not in page
    assert "Dal skole" in text_of(as_person(cast.rita), url(cast, "matter", matter))


@pytest.mark.parametrize(("support", "dissent"), [(False, False), (True, False), (True, True)])
def test_the_network_chooses_what_is_told_of_the_weighing(cast: Cast, support: bool, dissent: bool) -> None:
    make.unit(cast.network, make.school(cast.owner, "Dal skole"), 3)
    matter = raised(cast, cast.mona, NOW)
    say(matter, cast.asen, cast.mona, NOW)
    say(matter, cast.brekka, cast.rita, NOW)
    labels = [
        line["label"] for line in send(matter, cast.liv, NOW, support=support, dissent=dissent).snapshot
    ]
    assert ("Støtte" in labels) == support
    assert "Uenighet" not in labels  # nobody disagrees


def test_more_than_half_must_support_it(cast: Cast, as_person: type[SignedInClient]) -> None:
    matter = raised(cast, cast.mona, NOW)
    say(matter, cast.asen, cast.mona, NOW)
    assert not standing_for(matter).is_carried  # one of two is not more than half
    with pytest.raises(RuleError, match="mer enn halvparten"):
        send(matter, cast.liv, NOW)
    assert not Release.objects.exists()
    assert "Den kan sendes når 2 støtter den." in text_of(as_person(cast.mona), url(cast, "matter", matter))
    say(matter, cast.brekka, cast.rita, NOW)
    send(matter, cast.liv, NOW)


def test_a_school_that_has_left_has_no_voice(cast: Cast) -> None:
    matter = raised(cast, cast.mona, NOW)
    say(matter, cast.brekka, cast.rita, NOW)
    cast.network.units.filter(organisation=cast.brekka).update(left_on=NOW.date())
    standing = standing_for(matter)
    assert (standing.supporting, standing.able) == (0, 1)


def test_one_voice_a_school_and_it_may_be_changed(cast: Cast, as_person: type[SignedInClient]) -> None:
    matter = raised(cast, cast.rita, NOW)
    as_person(cast.mona).post(url(cast, "voice", matter), {"choice": "support"})
    as_person(cast.mads).post(url(cast, "voice", matter), {"choice": "against", "reason": "Ikke nå"})
    voice = Voice.objects.get()
    assert (voice.organisation, voice.person, voice.choice) == (cast.asen, cast.mads, "against")


def test_disagreeing_takes_a_word(cast: Cast, as_person: type[SignedInClient]) -> None:
    matter = raised(cast, cast.rita, NOW)
    answer = as_person(cast.mona).post(url(cast, "voice", matter), {"choice": "against", "reason": " "})
    assert "Skriv med noen ord hvorfor dere ikke støtter saken." in answer.content.decode()
    assert not Voice.objects.exists()


def test_those_without_a_voice_are_turned_away(cast: Cast, as_person: type[SignedInClient]) -> None:
    matter = raised(cast, cast.rita, NOW)
    address = url(cast, "voice", matter)
    for name, status in {"liv": 403, "kine": 403, "eva": 403, "stein": 404}.items():
        answer = as_person(getattr(cast, name)).post(address, {"choice": "support"})
        assert answer.status_code == status, name
    assert not Voice.objects.exists()


def body_with(cast: Cast, rule: str) -> Body:
    return networks.add_body(
        network=cast.network, code="STG", name="Styringsgruppa", purpose="", vote_rule=rule, parent=None,
        by=cast.liv, now=NOW,
    )  # fmt: skip


def test_a_body_that_votes_weighs_by_its_own_rule(cast: Cast, as_person: type[SignedInClient]) -> None:
    body = body_with(cast, "per_member")
    for person, is_voting in ((cast.liv, True), (cast.mona, True), (cast.rita, False)):
        body.seats.create(person=person, is_voting=is_voting)
    matter = raised(cast, cast.mona, NOW, body=body)
    assert [one.holder.name for one in standing_for(matter).said] == ["Liv Berg", "Mona Vik"]
    assert as_person(cast.rita).post(url(cast, "voice", matter), {"choice": "support"}).status_code == 403
    for person in (cast.liv, cast.mona):
        as_person(person).post(url(cast, "voice", matter), {"choice": "support"})
    assert [(one.organisation, one.person) for one in Voice.objects.all()] == [
        (None, cast.liv),
        (None, cast.mona),
    ]
    release = send(matter, cast.liv, NOW)
    assert release.about == body.public_id
    assert {"label": "Fra", "text": "Rektornettverk øst, Styringsgruppa"} in release.snapshot


def test_one_voice_a_municipality(cast: Cast) -> None:
    body = body_with(cast, "per_municipality")
    other = make.owner("Havly kommune")
    body.seats.create(person=cast.mona, municipality=cast.owner, is_voting=True)
    body.seats.create(person=cast.rita, municipality=other, is_voting=True)
    body.seats.create(person=cast.liv, is_voting=True)  # the right to speak, and no vote (002 L6344-6348)
    matter = raised(cast, cast.mona, NOW, body=body)
    say(matter, other, cast.rita, NOW)
    standing = standing_for(matter)
    assert (standing.supporting, standing.able) == (1, 2)


def test_words_stand_while_they_are_weighed(cast: Cast, as_person: type[SignedInClient]) -> None:
    matter = raised(cast, cast.mona, NOW)
    say(matter, cast.brekka, cast.rita, NOW)
    assert as_person(cast.mona).get(url(cast, "change", matter)).status_code == 404
    words = Words("Noe annet", "Noe helt annet")
    with pytest.raises(RuleError, match="lagt fram"):
        change_matter(matter=matter, body=None, words=words, version=1, by=cast.mona, now=NOW)
    assert as_person(cast.rita).post(url(cast, "back", matter)).status_code == 403
    as_person(cast.mona).post(url(cast, "back", matter))
    matter.refresh_from_db()
    assert matter.is_draft
    assert matter.audience == Audience.PRIVATE
    assert not Voice.objects.exists()
    change_matter(matter=matter, body=None, words=words, version=1, by=cast.mona, now=NOW)
    with pytest.raises(ChangedMeanwhileError):
        change_matter(matter=matter, body=None, words=words, version=1, by=cast.mona, now=NOW)


def test_what_is_sent_is_what_was_seen(cast: Cast) -> None:
    matter = raised(cast, cast.mona, NOW)
    say(matter, cast.asen, cast.mona, NOW)
    say(matter, cast.brekka, cast.rita, NOW)
    with pytest.raises(RuleError, match="endret siden"):
        send_matter(matter=matter, told=Told(support=True), seen="noe annet", by=cast.liv, now=NOW)
    assert not Release.objects.exists()
    send(matter, cast.liv, NOW)
    with pytest.raises(RuleError, match="alt sendt"):
        send(matter, cast.liv, NOW)
    assert Release.objects.count() == 1


@pytest.mark.parametrize("who", ["mona", "rita", "kine"])
def test_only_those_who_lead_send(cast: Cast, as_person: type[SignedInClient], who: str) -> None:
    matter = raised(cast, cast.mona, NOW)
    assert as_person(getattr(cast, who)).get(url(cast, "send", matter)).status_code == 403


def test_withdrawn_it_is_gone_for_the_owner(cast: Cast, as_person: type[SignedInClient]) -> None:
    matter = sent(cast, cast.mona, NOW)
    release = Release.objects.get()
    assert as_person(cast.rita).post(url(cast, "withdraw", matter)).status_code == 403
    as_person(cast.mona).post(url(cast, "withdraw", matter))
    to_answer = reverse("gatherings:owner_answer", args=[release.public_id])
    olav = as_person(cast.olav)
    assert olav.get(to_answer).status_code == 404
    assert "Vikarer" not in text_of(olav, reverse("voice:owner"))
    assert as_person(cast.kine).get(url(cast, "matter", matter)).status_code == 404
    assert "Saken ble trukket" in text_of(as_person(cast.rita), url(cast, "matter", matter))
    with pytest.raises(RuleError):
        answer_proposal(release=release, text="Ja", by=cast.olav, now=NOW)


def test_an_answered_matter_is_not_withdrawn(cast: Cast) -> None:
    matter = sent(cast, cast.mona, NOW)
    answer_proposal(release=Release.objects.get(), text="Ja", by=cast.olav, now=NOW)
    with pytest.raises(RuleError, match="Skoleeier har svart"):
        withdraw_matter(matter=matter, by=cast.liv, now=NOW)
    assert Release.objects.standing().exists()


def test_an_answer_is_given_once(cast: Cast) -> None:
    sent(cast, cast.mona, NOW)
    release = Release.objects.get()
    for _again in range(2):
        answer_proposal(release=release, text="Ja", by=cast.olav, now=NOW)
    with pytest.raises(RuleError, match="har alt svart"):
        answer_proposal(release=release, text="Nei", by=cast.kine, now=NOW)
    assert OwnerAnswer.objects.count() == 1


def test_it_is_met_at_the_gatherings_until_it_is_answered(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    held = make.gathering(cast.network, starts_at=NOW - timedelta(days=30))
    coming = make.gathering(cast.network, starts_at=NOW + timedelta(days=3))
    sent(cast, cast.mona, NOW - timedelta(days=10))
    address = reverse("gatherings:since_last", args=[cast.network.slug, coming.public_id])
    rita = as_person(cast.rita)
    assert "venter på svar siden" in text_of(rita, address)
    before = reverse("gatherings:since_last", args=[cast.network.slug, held.public_id])
    assert "Vikarer" not in text_of(rita, before)  # it was not asked yet
    assert "Vikarer" in text_of(rita, cast.network.get_absolute_url())
    answer_proposal(release=Release.objects.get(), text="Fra januar.", by=cast.olav, now=NOW)
    page = text_of(rita, address)
    assert "Fra januar." in page
    assert "venter på svar siden" not in page
    assert "Vikarer" not in text_of(rita, cast.network.get_absolute_url())


def test_an_answer_to_a_proposal_of_others_does_not_stand_with_a_matter_that_is_not_sent(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    for network in (cast.network, cast.steins_network):
        minutes = make.outcome(make.item(make.gathering(network)))
        OwnerAnswer.objects.create(outcome=minutes, text="Nei", answered_by=cast.olav, answered_at=NOW)
    for matter in (draft(cast, cast.liv, NOW), raised(cast, cast.liv, NOW)):
        answer = as_person(cast.liv).get(matter.get_absolute_url())
        assert answer.context["page"].answer is None
        assert answer.context["page"].may_withdraw is matter.is_weighed
        assert "Svar fra skoleeier" not in answer.content.decode()


def test_another_owner_sees_nothing(cast: Cast, as_person: type[SignedInClient]) -> None:
    sent(cast, cast.mona, NOW)
    from redthread.people.models import Position

    make.position(cast.stein, cast.steins_network.owner, Position.Kind.OWNER_EXECUTIVE)
    stein = as_person(cast.stein)
    assert "Vikarer" not in text_of(stein, reverse("voice:owner"))
    to_answer = reverse("gatherings:owner_answer", args=[Release.objects.get().public_id])
    assert stein.get(to_answer).status_code == 404


def test_a_regional_network_says_to_whom_it_goes(cast: Cast, as_person: type[SignedInClient]) -> None:
    cast.network.kind = "regional"
    cast.network.save()
    matter = raised(cast, cast.mona, NOW)
    page = text_of(as_person(cast.mona), url(cast, "matter", matter))
    assert "Saken går til Fjordvik kommune, som eier nettverket, og ikke til de andre." in page


def test_the_same_draft_twice_is_one(cast: Cast, as_person: type[SignedInClient]) -> None:
    mona = as_person(cast.mona)
    key = mona.get(url(cast, "new")).context["form"]["key"].value()
    for _again in range(2):
        mona.post(url(cast, "new"), {"title": "A", "ask": "B", "key": key})
    assert Matter.objects.count() == 1
    page = mona.post(url(cast, "new"), {"title": "Skrev dette", "ask": "", "key": key}).content.decode()
    assert "Skrev dette" in page
    assert "Skriv hva nettverket ber skoleeier om." in page


def test_in_a_closed_network_it_can_be_read(cast: Cast, as_person: type[SignedInClient]) -> None:
    matter = raised(cast, cast.mona, NOW)
    cast.network.closed_at = NOW
    cast.network.save()
    mona = as_person(cast.mona)
    assert "Vikarer" in text_of(mona, url(cast, "matter", matter))
    assert mona.post(url(cast, "voice", matter), {"choice": "support"}).status_code == 403


def test_nobody_speaks_after_it_is_sent(cast: Cast) -> None:
    matter = sent(cast, cast.mona, NOW)
    holder = Holder("", "", cast.asen.pk, None)
    with pytest.raises(RuleError):
        give_voice(matter=matter, holder=holder, choice="against", reason="x", by=cast.mona, now=NOW)
    with pytest.raises(RuleError):
        back_to_draft(matter=matter, by=cast.mona, now=NOW)
    raise_matter(matter=matter, by=cast.mona, now=NOW)
    assert Voice.objects.filter(choice="against").count() == 0


def test_to_weigh_stands_on_today_until_it_is_done(cast: Cast, as_person: type[SignedInClient]) -> None:
    matter = raised(cast, cast.mona, NOW)
    words = "Si hva dere mener: Vikarer"
    assert words in text_of(as_person(cast.rita), "/")
    for person in (cast.liv, cast.kine, cast.eva):
        assert words not in text_of(as_person(person), "/")
    say(matter, cast.brekka, cast.rita, NOW)
    assert words not in text_of(as_person(cast.rita), "/")
    assert words in text_of(as_person(cast.mads), "/")


def test_as_many_queries_for_one_as_for_three(cast: Cast, as_person: type[SignedInClient]) -> None:
    counts: list[int] = []
    body = body_with(cast, "per_member")
    body.seats.create(person=cast.liv, is_voting=True)
    address = url(cast, "matters")

    def ask(person: Any, where: str) -> None:
        client = as_person(person)
        client.get(where)
        with CaptureQueriesContext(connection) as queries:
            client.get(where)
        counts.append(len(queries))

    for number in range(3):
        matter = raised(cast, cast.mona, NOW, f"Sak {number}", body=body)
        raised(cast, cast.mona, NOW, f"Skolenes {number}")
        say(matter, cast.liv, cast.liv, NOW)
        sent(cast, cast.mona, NOW, f"Sendt {number}")
        ask(cast.mona, address)
        ask(cast.olav, reverse("voice:owner"))
        ask(cast.mona, matter.get_absolute_url())
    assert counts[:3] == counts[3:6] == counts[6:]
    assert max(counts) <= 12
