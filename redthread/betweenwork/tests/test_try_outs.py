"""Trying something out: started in few taps, one's own until it is shown, and ended in two lines."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.betweenwork.actions.try_out_releases import take_back_try_out
from redthread.betweenwork.actions.try_out_results import answer_again, record_result
from redthread.betweenwork.actions.try_outs import (
    ChangedMeanwhileError,
    Plan,
    change_try_out,
    join_try_out,
    name_source,
    withdraw_try_out,
)
from redthread.betweenwork.models import SpiralStep, Thanks, TryOut, TryOutSchool
from redthread.betweenwork.tests.trying import end, show, start
from redthread.core.errors import RuleError
from redthread.notices.models import OutgoingMail
from redthread.sharing.models import Release
from redthread.testing import make
from redthread.testing.cast import Cast

NOW = timezone.now()


def url(cast: Cast, name: str, try_out: TryOut | None = None) -> str:
    args = [cast.network.slug, *([try_out.public_id] if try_out else [])]
    return reverse(f"betweenwork:{name}", args=args)


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def fields(form: Any) -> dict[str, Any]:
    """What a browser would send of a form as it opens."""
    return {bound.name: bound.value() if bound.value() is not None else "" for bound in form}


def test_a_start_from_another_schools_try_out_takes_one_line_and_thanks_them(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    theirs = start(cast.network, cast.brekka, cast.rita, NOW, doing="Eldre leser for yngre.")
    show(theirs, cast.rita, NOW)
    mona = as_person(cast.mona)
    address = url(cast, "try_out_new") + f"?fra={theirs.public_id}"
    assert address in text_of(mona, url(cast, "try_out", theirs))
    sent = fields(mona.get(address).context["form"])
    assert sent["title"], sent["doing"] == ("Lesevenner", "Eldre leser for yngre.")
    assert TryOut.objects.count() == 1  # to look is not to start
    answer = mona.post(address, {**sent, "changed": "Vi leser for barnehagen."})
    made = TryOut.objects.get(school=cast.asen)
    assert answer.headers["Location"] == made.get_absolute_url()
    assert (made.inspired_by, made.title, made.doing) == (theirs, "Lesevenner", "Eldre leser for yngre.")
    assert made.changed == "Vi leser for barnehagen."
    assert Thanks.objects.get().text == "Takk for ideen! Nå prøver vi den hos oss."
    mail = OutgoingMail.objects.get()
    assert (mail.person, mail.subject) == (cast.rita, "Åsen skole takker for en idé")
    assert theirs.get_absolute_url() in mail.text
    assert "Lesevenner" not in mail.text
    assert "Takk for ideen" not in mail.text
    page = text_of(as_person(cast.rita), url(cast, "try_out", theirs))
    assert "«Takk for ideen! Nå prøver vi den hos oss.»" in page
    assert made.public_id not in page  # what Åsen does is Åsen's until it is shown


def test_what_is_borrowed_is_adapted(cast: Cast, as_person: type[SignedInClient]) -> None:
    theirs = start(cast.network, cast.brekka, cast.rita, NOW)
    show(theirs, cast.rita, NOW)
    address = url(cast, "try_out_new") + f"?fra={theirs.public_id}"
    mona = as_person(cast.mona)
    sent = {**fields(mona.get(address).context["form"]), "changed": " ", "want": "Noe jeg nettopp skrev"}
    page = mona.post(address, sent).content.decode()
    assert "Skriv med noen ord hva dere gjør annerledes hos dere." in page
    assert "Noe jeg nettopp skrev" in page
    assert not TryOut.objects.filter(school=cast.asen).exists()


def test_the_same_start_twice_is_one_try_out(cast: Cast, as_person: type[SignedInClient]) -> None:
    mona = as_person(cast.mona)
    sent = {**fields(mona.get(url(cast, "try_out_new")).context["form"]), "title": "Stille start"}
    for _again in range(2):
        assert mona.post(url(cast, "try_out_new"), sent).status_code == 302
    assert [one.title for one in TryOut.objects.all()] == ["Stille start"]


def test_another_depth_keeps_what_is_typed_and_saves_nothing(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    mona = as_person(cast.mona)
    sent = {**fields(mona.get(url(cast, "try_out_new")).context["form"]), "want": "Ro i starten"}
    guided = mona.post(url(cast, "try_out_new"), {**sent, "switch": "guided"})
    page = guided.content.decode()
    assert "Hva tar dere for gitt" in page
    assert "Ro i starten" in page
    assert "Gi utprøvingen et navn" not in page
    assert TryOut.objects.count() == 0
    sent = {**fields(guided.context["form"]), "title": "Stille start", "assumed": "At ro hjelper"}
    free = mona.post(url(cast, "try_out_new"), {**sent, "switch": "free"})
    assert "Skriv fritt" in free.content.decode()
    mona.post(url(cast, "try_out_new"), fields(free.context["form"]))
    made = TryOut.objects.get()
    assert (made.want, made.assumed, made.depth) == ("Ro i starten", "At ro hjelper", "free")


def test_wrong_dates_are_explained(cast: Cast, as_person: type[SignedInClient]) -> None:
    mona = as_person(cast.mona)
    sent = fields(mona.get(url(cast, "try_out_new")).context["form"])
    sent |= {"title": "Stille start", "depth": "guided", "starts_on": "2026-11-10", "until_on": "2026-11-01"}
    page = mona.post(url(cast, "try_out_new"), sent).content.decode()
    assert "Til-datoen er før fra-datoen." in page
    assert TryOut.objects.count() == 0


def test_only_the_own_school_sees_it_until_it_is_shown_and_after_it_is_taken_back(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    one = start(cast.network, cast.asen, cast.mona, NOW)
    others = (cast.rita, cast.liv, cast.kine, cast.eva)

    def sees(person: Any) -> bool:
        client = as_person(person)
        listed = "Lesevenner" in text_of(client, url(cast, "try_outs"))
        assert listed == ("Lesevenner" in text_of(client, url(cast, "spread")))
        assert (client.get(one.get_absolute_url()).status_code == 200) == listed
        assert (client.get(url(cast, "family", one)).status_code == 200) == listed
        return listed

    assert [sees(person) for person in (cast.mona, cast.mads)] == [True, True]
    assert not any(sees(person) for person in others)
    show(one, cast.mona, NOW)
    assert all(sees(person) for person in others)
    assert as_person(cast.olav).get(one.get_absolute_url()).status_code == 404
    take_back_try_out(try_out=one, by=cast.mona, now=NOW)
    assert not any(sees(person) for person in others)
    assert sees(cast.mads)


def test_what_is_written_after_the_release_is_not_seen(cast: Cast, as_person: type[SignedInClient]) -> None:
    one = start(cast.network, cast.asen, cast.mona, NOW)
    show(one, cast.mona, NOW)
    end(one, cast.mona, NOW, "stop", happened="Det ble bare støy.")
    page = text_of(as_person(cast.rita), one.get_absolute_url())
    assert "støy" not in page
    assert "Vi stopper her" not in page
    for name in ("try_outs", "spread"):
        assert "Vi stopper her" not in text_of(as_person(cast.rita), url(cast, name))
    assert "nettverket ser en tidligere utgave" in text_of(as_person(cast.mads), one.get_absolute_url())
    show(one, cast.mona, NOW)
    assert "Det ble bare støy." in text_of(as_person(cast.rita), one.get_absolute_url())
    assert "Vi stopper her" in text_of(as_person(cast.rita), url(cast, "try_outs"))


def test_the_source_hears_how_it_ended_when_it_is_shown_and_only_once(cast: Cast) -> None:
    theirs = start(cast.network, cast.brekka, cast.rita, NOW)
    show(theirs, cast.rita, NOW)
    ours = start(cast.network, cast.asen, cast.mona, NOW, source=theirs)
    show(ours, cast.mona, NOW)
    assert not OutgoingMail.objects.exists()  # it goes on
    end(ours, cast.mona, NOW, "stop")
    assert not OutgoingMail.objects.exists()  # it is the own school's still
    for _again in range(2):
        show(ours, cast.mona, NOW)
    mail = OutgoingMail.objects.get()
    assert (mail.person, mail.subject) == (cast.rita, "Åsen skole forteller hvordan det gikk")
    assert "støy" not in mail.text
    assert "Lesevenner" not in mail.text
    assert "stopp" not in mail.text


def test_who_has_turned_reminders_off_gets_no_mail(cast: Cast) -> None:
    cast.rita.wants_reminders = False
    cast.rita.save()
    theirs = start(cast.network, cast.brekka, cast.rita, NOW)
    start(cast.network, cast.asen, cast.mona, NOW, source=theirs, thanks="Takk!")
    assert (Thanks.objects.count(), OutgoingMail.objects.count()) == (1, 0)


@pytest.mark.parametrize("decision", ["adopt", "adapt", "stop"])
def test_stopping_takes_no_more_than_going_on(
    cast: Cast, as_person: type[SignedInClient], decision: str
) -> None:
    one = start(cast.network, cast.asen, cast.mona, NOW)
    sent = {"decision": decision, "hard": "Vi fikk ikke nok tid.", "version": one.version}
    answer = as_person(cast.mads).post(url(cast, "try_out_result", one), sent)
    assert answer.headers["Location"] == url(cast, "try_out_release", one)
    one.refresh_from_db()
    assert (one.decision, one.hard, one.decided_by) == (decision, "Vi fikk ikke nok tid.", cast.mads)


def test_a_result_without_a_word_or_a_choice_is_asked_for(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    one = start(cast.network, cast.asen, cast.mona, NOW)
    mona = as_person(cast.mona)
    page = mona.post(url(cast, "try_out_result", one), {"decision": "stop", "version": "1"}).content.decode()
    assert "Skriv et par linjer om hva som skjedde" in page
    page = mona.post(
        url(cast, "try_out_result", one), {"happened": "Alt gikk", "version": "1"}
    ).content.decode()
    assert "Velg om dere tar det i bruk, justerer eller stopper." in page
    assert "Alt gikk" in page
    one.refresh_from_db()
    assert one.decided_at is None


def test_two_who_write_at_once_do_not_overwrite_each_other_unseen(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    one = start(cast.network, cast.asen, cast.mona, NOW)
    mona, mads = as_person(cast.mona), as_person(cast.mads)
    sent = fields(mona.get(url(cast, "try_out_change", one)).context["form"])
    mads.post(url(cast, "try_out_change", one), {**sent, "want": "Mads sin tekst"})
    answer = mona.post(url(cast, "try_out_change", one), {**sent, "want": "Mona sin tekst"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mads Lund lagret mens du skrev" in page
    assert "Mads sin tekst" in page
    assert "Mona sin tekst" in page
    one.refresh_from_db()
    assert one.want == "Mads sin tekst"
    sent = fields(answer.context["form"])
    assert mona.post(url(cast, "try_out_change", one), sent).status_code == 302
    one.refresh_from_db()
    assert one.want == "Mona sin tekst"
    with pytest.raises(ChangedMeanwhileError):
        change_try_out(try_out=one, plan=Plan("x"), version=1, by=cast.mona, now=NOW)
    end_with = {"decision": "stop", "happened": "x", "hard": "", "rethink": ""}
    with pytest.raises(ChangedMeanwhileError):
        record_result(try_out=one, version=1, by=cast.mona, now=NOW, **end_with)


def test_the_spiral_is_states_reached_in_any_order(cast: Cast, as_person: type[SignedInClient]) -> None:
    one = start(cast.network, cast.asen, cast.mona, NOW)
    mona = as_person(cast.mona)
    for element in ("results", "tried", "results"):
        mona.post(url(cast, "try_out_element", one), {"element": element})
    assert set(one.spiral.values_list("element", flat=True)) == {"results", "tried"}
    show(one, cast.mona, NOW)
    page = text_of(as_person(cast.rita), one.get_absolute_url())
    assert page.count("is-reached") == 2
    assert "progress" not in page
    assert "40 %" not in page
    mona.post(url(cast, "try_out_element", one), {"off": "tried"})
    assert SpiralStep.objects.get().element == "results"
    assert mona.post(url(cast, "try_out_element", one), {"element": "noe"}).status_code == 404


def test_half_a_year_later_it_is_asked_what_is_left_once(cast: Cast, as_person: type[SignedInClient]) -> None:
    one = start(cast.network, cast.asen, cast.mona, NOW - timedelta(days=300))
    with pytest.raises(RuleError, match="ikke avsluttet"):
        answer_again(try_out=one, left="Alt", version=1, by=cast.mona, now=NOW)
    end(one, cast.mona, NOW - timedelta(days=181))
    mona = as_person(cast.mona)
    assert "Det har gått et halvt år" not in text_of(mona, one.get_absolute_url())
    TryOut.objects.update(decided_at=NOW - timedelta(days=183))
    assert "Det har gått et halvt år" in text_of(mona, one.get_absolute_url())
    page = mona.post(url(cast, "try_out_again", one), {"left": " ", "version": "2"}).content.decode()
    assert "«Ingenting» er også et svar." in page
    mona.post(url(cast, "try_out_again", one), {"left": "Ingenting", "version": "2"})
    assert "Det har gått et halvt år" not in text_of(mona, one.get_absolute_url())
    show(one, cast.mona, NOW)
    assert "Ingenting" in text_of(as_person(cast.rita), one.get_absolute_url())


def test_what_was_stopped_is_not_asked_about_again(cast: Cast, as_person: type[SignedInClient]) -> None:
    one = start(cast.network, cast.asen, cast.mona, NOW - timedelta(days=300))
    end(one, cast.mona, NOW - timedelta(days=250), "stop")
    assert "Det har gått et halvt år" not in text_of(as_person(cast.mona), one.get_absolute_url())


def test_a_circle_is_refused_also_through_others(cast: Cast, as_person: type[SignedInClient]) -> None:
    first = start(cast.network, cast.asen, cast.mona, NOW)
    second = start(cast.network, cast.brekka, cast.rita, NOW, source=first)
    third = start(cast.network, cast.asen, cast.mona, NOW, source=second, title="Lesekafé")
    for wrong in (first, second, third):
        with pytest.raises(RuleError, match="kommer selv fra denne utprøvingen"):
            name_source(try_out=first, source=wrong, by=cast.mona, now=NOW)
    show(third, cast.mona, NOW)
    page = as_person(cast.mona).post(url(cast, "try_out_source", first), {"source": third.public_id})
    assert "kommer selv fra denne utprøvingen" in page.content.decode()
    first.refresh_from_db()
    assert first.inspired_by is None
    with pytest.raises(IntegrityError), transaction.atomic():
        TryOut.objects.filter(pk=first.pk).update(inspired_by=first.pk)


def test_the_source_may_be_said_afterwards(cast: Cast, as_person: type[SignedInClient]) -> None:
    theirs = start(cast.network, cast.brekka, cast.rita, NOW)
    ours = start(cast.network, cast.asen, cast.mona, NOW, title="Lesekafé", outside="En bok")
    mona = as_person(cast.mona)
    page = mona.post(url(cast, "try_out_source", ours), {"source": theirs.public_id})
    assert "Velg noe fra listen." in page.content.decode()  # not shown, so not there
    show(theirs, cast.rita, NOW)
    mona.post(url(cast, "try_out_source", ours), {"source": theirs.public_id})
    ours.refresh_from_db()
    assert (ours.inspired_by, ours.outside) == (theirs, "")


def test_a_source_that_is_taken_back_is_not_named_by_those_it_inspired(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    theirs = start(cast.network, cast.brekka, cast.rita, NOW, title="Hemmelig navn")
    show(theirs, cast.rita, NOW)
    ours = start(cast.network, cast.asen, cast.mona, NOW, source=theirs)
    show(ours, cast.mona, NOW)
    assert "Hemmelig navn" in text_of(as_person(cast.liv), ours.get_absolute_url())
    take_back_try_out(try_out=theirs, by=cast.rita, now=NOW)
    for name in ("try_out", "family"):
        assert "Hemmelig navn" not in text_of(as_person(cast.liv), url(cast, name, ours))
    assert "en annen utprøving" in text_of(as_person(cast.liv), ours.get_absolute_url())


def test_a_withdrawn_try_out_is_gone_and_those_it_inspired_stand(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    theirs = start(cast.network, cast.brekka, cast.rita, NOW)
    show(theirs, cast.rita, NOW)
    ours = start(cast.network, cast.asen, cast.mona, NOW, source=theirs, title="Lesekafé")
    withdraw_try_out(try_out=theirs, by=cast.rita, now=NOW)
    for person in (cast.rita, cast.mona):
        assert as_person(person).get(theirs.get_absolute_url()).status_code == 404
    assert not Release.objects.standing().exists()
    assert as_person(cast.mona).get(url(cast, "family", ours)).status_code == 200


def test_a_school_that_joins_writes_along_and_the_network_sees_both(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    one = start(cast.network, cast.asen, cast.mona, NOW)
    rita = as_person(cast.rita)
    assert rita.post(url(cast, "try_out_taking_part", one), {"join": ""}).status_code == 404
    show(one, cast.mona, NOW)
    assert rita.post(url(cast, "try_out_result", one)).status_code == 403
    rita.post(url(cast, "try_out_taking_part", one), {"join": cast.brekka.public_id})
    assert rita.get(url(cast, "try_out_result", one)).status_code == 200
    assert rita.post(url(cast, "try_out_withdraw", one)).status_code == 403
    assert "Åsen skole, Brekka skole" in text_of(as_person(cast.liv), url(cast, "try_outs"))
    rita.post(url(cast, "try_out_taking_part", one), {"leave": cast.brekka.public_id})
    assert not TryOutSchool.objects.exists()
    end(one, cast.mona, NOW)
    with pytest.raises(RuleError, match="Utprøvingen er avsluttet"):
        join_try_out(try_out=one, school=cast.brekka, by=cast.rita, now=NOW)


def test_nobody_joins_for_another_school(cast: Cast, as_person: type[SignedInClient]) -> None:
    one = start(cast.network, cast.asen, cast.mona, NOW)
    show(one, cast.mona, NOW)
    third = make.school(cast.owner, "Dal skole")
    sent = {"join": third.public_id}
    assert as_person(cast.rita).post(url(cast, "try_out_taking_part", one), sent).status_code == 403
    assert not TryOutSchool.objects.exists()


def test_a_method_and_a_promise_are_ways_in(cast: Cast, as_person: type[SignedInClient]) -> None:
    mona = as_person(cast.mona)
    page = text_of(mona, url(cast, "try_out_new") + "?metode=bibliotek:igp")
    assert "Inspirert av metoden" in page
    promise = make.commitment(make.gathering(cast.network), cast.asen, due_on=date(2026, 12, 1))
    form = mona.get(url(cast, "try_out_new") + f"?forpliktelse={promise.public_id}").context["form"]
    sent = fields(form)
    assert (sent["doing"], sent["with_whom"]) == (promise.what, promise.who)
    mona.post(url(cast, "try_out_new") + f"?forpliktelse={promise.public_id}", sent)
    assert TryOut.objects.get().commitment == promise
    theirs = make.commitment(make.gathering(cast.network), cast.brekka, what="Noe annet")
    form = mona.get(url(cast, "try_out_new") + f"?forpliktelse={theirs.public_id}").context["form"]
    assert fields(form)["doing"] == ""


def test_an_idea_is_carried_from_one_network_to_another(cast: Cast, as_person: type[SignedInClient]) -> None:
    another = make.network(cast.owner, cast.liv, "Ressurslærere", slug="ressurslaerere")
    make.membership(another, cast.mona, at=cast.asen)
    theirs = start(cast.network, cast.brekka, cast.rita, NOW, title="Hemmelig navn")
    show(theirs, cast.rita, NOW)
    ours = start(another, cast.asen, cast.mona, NOW, source=theirs, title="Lesekafé", thanks="Takk!")
    show(ours, cast.mona, NOW)
    make.membership(another, cast.kine)
    page = text_of(as_person(cast.kine), ours.get_absolute_url())
    assert "en annen utprøving" in page
    assert "Hemmelig navn" not in page
    assert OutgoingMail.objects.get().person == cast.rita
    address = reverse("betweenwork:try_out_new", args=[another.slug]) + f"?fra={theirs.public_id}"
    assert "Hemmelig navn" in text_of(as_person(cast.mona), address)


def test_the_database_refuses_an_ending_without_a_time(cast: Cast) -> None:
    one = start(cast.network, cast.asen, cast.mona, NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        TryOut.objects.filter(pk=one.pk).update(decision="stop")
