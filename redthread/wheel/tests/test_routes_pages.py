"""School routes on the screen: reading in, looking through, confirming, and putting right."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.networks.models import Role
from redthread.people.models import Organisation, Person
from redthread.schoolyear.years import SchoolYear
from redthread.testing import make
from redthread.testing.cast import Cast
from redthread.wheel.actions.routes import Period, confirm_route
from redthread.wheel.days_off import days_off
from redthread.wheel.models import RoutePeriod, SchoolRoute

YEAR = SchoolYear(2026)
TEXT = """Første skoledag: 17. august
Høstferie: uke 41
Juleferie: 19. desember – 3. januar
Vinterferie: uke 8
Påskeferie: 20.–29. mars
Siste skoledag: fredag 18. juni
Planleggingsdager: 6. november og 7. mai"""
Sent = dict[str, Any]


def url(cast: Cast, name: str, query: str = "") -> str:
    return reverse(f"wheel:{name}", args=[cast.network.slug]) + query


def read_in(cast: Cast, person: Person, text: str = TEXT, **more: Any) -> HttpResponse:
    sent = {"eier": cast.owner.public_id, "skolear": "2026", "text": text, **more}
    return SignedInClient(person).post(url(cast, "route_import"), sent)  # type: ignore[return-value]


def sent_back(answer: HttpResponse) -> Sent:
    """What the browser sends when nothing on the desk is changed."""
    desk, forms = answer.context["desk"], answer.context["forms"]  # type: ignore[attr-defined]
    sent: Sent = {"eier": desk.owner.public_id, "skolear": desk.year.first_year}
    sent |= {"source": desk.source, "seen": desk.seen, "p-INITIAL_FORMS": forms.initial_form_count()}
    sent["p-TOTAL_FORMS"] = forms.total_form_count()
    for form in forms:
        for bound in form:
            value = bound.value()
            if value not in (None, "", [], False):
                sent[bound.html_name] = value
    return sent


def confirm(cast: Cast, person: Person, sent: Sent, **changed: Any) -> HttpResponse:
    data = {**sent, "save": "1", **changed}
    return SignedInClient(person).post(url(cast, "route"), data)  # type: ignore[return-value]


def period(name: str = "Høstferie", first: date = date(2026, 10, 5), **more: Any) -> Period:
    return Period("holiday", name, first, more.pop("last", first), **more)


def put(cast: Cast, *periods: Period, seen: str = "", owner: Organisation | None = None) -> SchoolRoute:
    return confirm_route(
        owner=owner or cast.owner,
        year=YEAR,
        periods=periods or (period(),),
        source="nettsiden",
        seen=seen,
        by=cast.liv,
        now=timezone.now(),
    )


def page(cast: Cast, person: Person, name: str = "routes", query: str = "?skolear=2026") -> str:
    return SignedInClient(person).get(url(cast, name, query)).content.decode()


def test_a_pasted_text_is_shown_and_nothing_is_stored_before_it_is_confirmed(cast: Cast) -> None:
    answer = read_in(cast, cast.liv)
    shown = answer.content.decode()
    for words in ("5.–9. oktober", "uke 41", "Juleferie", "fredag 18. juni", "uke 8"):
        assert words in shown
    assert "190" in shown  # school days, for the person to check
    assert SchoolRoute.objects.count() == 0

    confirmed = confirm(cast, cast.liv, sent_back(answer))
    assert confirmed.status_code == 302
    route = SchoolRoute.objects.in_force().get()
    assert (route.owner, route.first_year, route.confirmed_by) == (cast.owner, 2026, cast.liv)
    assert [(one.name, one.starts_on, one.ends_on) for one in route.periods.all()] == [
        ("Første skoledag", date(2026, 8, 17), date(2026, 8, 17)),
        ("Høstferie", date(2026, 10, 5), date(2026, 10, 9)),
        ("Planleggingsdag", date(2026, 11, 6), date(2026, 11, 6)),
        ("Juleferie", date(2026, 12, 19), date(2027, 1, 3)),
        ("Vinterferie", date(2027, 2, 22), date(2027, 2, 26)),
        ("Påskeferie", date(2027, 3, 20), date(2027, 3, 29)),
        ("Planleggingsdag", date(2027, 5, 7), date(2027, 5, 7)),
        ("Siste skoledag", date(2027, 6, 18), date(2027, 6, 18)),
    ]
    assert "5.–9. oktober" in page(cast, cast.mona)
    assert days_off(cast.network, YEAR)[date(2026, 10, 6)] == ("Høstferie",)


def test_what_cannot_be_right_is_refused_with_its_line_and_the_text_stays(cast: Cast) -> None:
    text = "Høstferie 31. november\nSiste skoledag: torsdag 18. juni\n<script>alert(1)</script>"
    shown = read_in(cast, cast.liv, text).content.decode()
    assert "Linje 1: «31. november» er ingen dato" in shown
    assert "Linje 2: 18. juni 2027 er en fredag, ikke en torsdag" in shown
    assert "Høstferie 31. november" in shown
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_lines_that_were_not_used_are_shown_as_text(cast: Cast) -> None:
    shown = read_in(cast, cast.liv, TEXT + "\n<b>SFO</b> åpner 3. august").content.decode()
    assert "<b>SFO" not in shown
    assert "SFO åpner 3. august" in shown or "&lt;b&gt;SFO" in shown


def test_a_file_is_read_and_its_name_is_the_source(cast: Cast) -> None:
    rows = "dato;skole;elevdag;laererdag\r\n2026-10-05;Åsen skole;Nei;Nei\r\n2026-11-06;Åsen skole;Nei;Ja\r\n"
    upload = SimpleUploadedFile("skolerute.csv", rows.encode("cp1252"))
    answer = read_in(cast, cast.liv, "", file=upload)
    confirm(cast, cast.liv, sent_back(answer))
    route = SchoolRoute.objects.in_force().get()
    assert route.source == "skolerute.csv"
    assert [(one.kind, one.school) for one in route.periods.all()] == [
        ("holiday", None),
        ("planning_day", cast.asen),
    ]
    assert "Åsen skole" in page(cast, cast.mona)


def test_without_file_and_text_one_is_asked_for(cast: Cast) -> None:
    assert "Lim inn en tekst eller velg en fil." in read_in(cast, cast.liv, " ").content.decode()


def test_a_row_can_be_corrected_removed_and_added(cast: Cast) -> None:
    sent = sent_back(read_in(cast, cast.liv, "Høstferie uke 41\nVinterferie uke 8"))
    more = SignedInClient(cast.liv).post(url(cast, "route"), {**sent, "add": "1"})
    assert more.context["forms"].total_form_count() == 3
    assert SchoolRoute.objects.count() == 0
    changes = {
        "p-TOTAL_FORMS": 3,
        "p-0-starts_on": "28.09.2026",
        "p-0-ends_on": "2.10.2026",
        "p-1-DELETE": "on",
        "p-2-kind": "planning_day",
        "p-2-name": "Planleggingsdag",
        "p-2-starts_on": "2026-11-06",
        "p-2-schools": [cast.asen.public_id, cast.brekka.public_id],
    }
    assert confirm(cast, cast.liv, sent, **changes).status_code == 302
    rows = RoutePeriod.objects.values_list("name", "starts_on", "ends_on", "school__name")
    assert list(rows) == [
        ("Høstferie", date(2026, 9, 28), date(2026, 10, 2), None),
        ("Planleggingsdag", date(2026, 11, 6), date(2026, 11, 6), "Åsen skole"),
        ("Planleggingsdag", date(2026, 11, 6), date(2026, 11, 6), "Brekka skole"),
    ]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"p-0-starts_on": "31.11.2026"}, "Skriv datoen slik"),
        ({"p-0-starts_on": "2025-10-05", "p-0-ends_on": ""}, "utenfor skoleåret 2026/27"),
        ({"p-0-ends_on": "2026-10-01"}, "slutter før det starter"),
        ({"p-0-name": ""}, "Skriv hva dagene heter."),
        ({"p-0-kind": "elephant"}, "gyldig valg"),
        ({"p-0-schools": ["noenandre"]}, "gyldig valg"),
        ({"p-TOTAL_FORMS": "5000"}, "Noe må rettes"),
    ],
)
def test_a_wrong_row_explains_itself_and_changes_nothing(cast: Cast, changed: Sent, told: str) -> None:
    sent = sent_back(read_in(cast, cast.liv, "Høstferie uke 41"))
    answer = confirm(cast, cast.liv, sent, **changed)
    assert answer.status_code == 200
    if changed.get("p-TOTAL_FORMS") is None:
        assert told in answer.content.decode()
    assert SchoolRoute.objects.count() == 0


def test_broken_management_fields_change_nothing(cast: Cast) -> None:
    for sent in ({}, {"p-TOTAL_FORMS": "x"}, {"p-TOTAL_FORMS": "-1", "p-INITIAL_FORMS": "2"}):
        assert confirm(cast, cast.liv, sent).status_code == 200
        assert confirm(cast, cast.liv, {**sent, "add": "1"}).status_code == 200
    assert SchoolRoute.objects.count() == 0


def test_all_rows_removed_is_no_route(cast: Cast) -> None:
    sent = sent_back(read_in(cast, cast.liv, "Høstferie uke 41"))
    answer = confirm(cast, cast.liv, sent, **{"p-0-DELETE": "on"})
    assert "Legg til minst én periode" in answer.content.decode()


def test_a_new_route_replaces_the_old_one_which_is_kept(cast: Cast) -> None:
    old = put(cast)
    new = put(cast, period(first=date(2026, 9, 28)), seen=old.public_id)
    old.refresh_from_db()
    assert old.replaced_at == new.confirmed_at
    assert [one.starts_on for one in old.periods.all()] == [date(2026, 10, 5)]
    assert list(SchoolRoute.objects.in_force()) == [new]


def test_a_double_press_makes_one_route(cast: Cast) -> None:
    sent = sent_back(read_in(cast, cast.liv))
    assert [confirm(cast, cast.liv, sent).status_code for _press in range(2)] == [302, 302]
    assert SchoolRoute.objects.count() == 1


def test_of_two_who_put_it_right_the_second_is_told(cast: Cast) -> None:
    put(cast)
    query = f"?eier={cast.owner.public_id}&skolear=2026"
    mine = sent_back(SignedInClient(cast.liv).get(url(cast, "route", query)))  # type: ignore[arg-type]
    put(cast, period("Fri"), seen=SchoolRoute.objects.in_force().get().public_id)
    answer = confirm(cast, cast.liv, mine, **{"p-0-name": "Haustferie"})
    assert "Noen andre har endret skoleruta" in answer.content.decode()
    assert [one.name for one in SchoolRoute.objects.in_force().get().periods.all()] == ["Fri"]
    with pytest.raises(RuleError):
        put(cast, period("Haustferie"), seen="feil")


def test_the_route_in_force_opens_for_putting_right_and_says_what_is_missing(cast: Cast) -> None:
    own = period(schools=(cast.asen,), first=date(2026, 11, 6), name="Elevfri")
    put(cast, period(last=date(2026, 10, 9)), own)
    shown = page(cast, cast.liv, "route", f"?eier={cast.owner.public_id}&skolear=2026")
    assert 'value="2026-10-05"' in shown
    assert "Ikke med ennå: første skoledag, juleferie, vinterferie, påskeferie, siste skoledag" in shown


def test_a_school_with_days_of_its_own_has_its_own_sum(cast: Cast) -> None:
    answer = read_in(cast, cast.liv)
    sent = sent_back(answer)
    changed = {"p-2-schools": [cast.asen.public_id], "count": "1"}
    shown = SignedInClient(cast.liv).post(url(cast, "route"), {**sent, **changed}).content.decode()
    assert "<strong>191</strong>" in shown
    assert "Åsen skole: 190 skoledager" in shown


def test_a_missing_route_is_told_and_only_those_who_plan_may_put_it_in(cast: Cast) -> None:
    leader, member = page(cast, cast.liv), page(cast, cast.mona)
    for shown in (leader, member):
        assert "Skoleruta for 2026/27 er ikke lagt inn ennå" in shown
    assert "Legg inn skoleruta" in leader
    assert "Legg inn skoleruta" not in member


def test_usual_weeks_are_offered_as_a_start_and_said_not_to_be_the_route(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.owner.pk).update(municipality_number="3420")
    assert "Begynn med det som er vanlig i fylket" in page(cast, cast.liv)
    shown = page(cast, cast.liv, "route", f"?eier={cast.owner.public_id}&skolear=2026&forslag=vanlig")
    assert "Kommunen bestemmer selv" in shown
    assert 'value="2027-03-01"' in shown  # week 9
    assert SchoolRoute.objects.count() == 0


def test_an_owner_of_a_school_that_takes_part_is_among_them_and_strangers_are_not(cast: Cast) -> None:
    other = cast.steins_network.owner
    for wanted in (other.public_id, "finnesikke"):
        answer = SignedInClient(cast.liv).get(url(cast, "route", f"?eier={wanted}&skolear=2026"))
        assert answer.status_code == 404
        sent = {"eier": wanted, "skolear": "2026", "text": TEXT}
        assert (
            "gyldig valg" in SignedInClient(cast.liv).post(url(cast, "route_import"), sent).content.decode()
        )
        assert SignedInClient(cast.liv).post(url(cast, "route"), {**sent, "save": "1"}).status_code == 404
    make.unit(cast.network, make.school(other, "Sundet skole"), 4)
    assert "Havnes kommune" in page(cast, cast.mona)
    proposed = read_in(cast, cast.liv, eier=other.public_id)
    assert confirm(cast, cast.liv, sent_back(proposed)).status_code == 302
    assert SchoolRoute.objects.in_force().get().owner == other


def test_a_route_of_another_owner_is_not_shown(cast: Cast) -> None:
    put(cast, period("Bygdedagene"), owner=cast.steins_network.owner)
    assert "Bygdedagene" not in page(cast, cast.liv)


def test_who_confirmed_is_not_told_since_other_networks_share_the_owner(cast: Cast) -> None:
    put(cast)
    shown = page(cast, cast.mona)
    assert "Høstferie" in shown
    assert cast.liv.name not in shown.split("<main", 1)[1]


def test_the_list_asks_the_database_as_often_for_one_owner_as_for_three(cast: Cast) -> None:
    put(cast, period(schools=(cast.asen,)))
    client, counts = SignedInClient(cast.mona), []
    for owners in (1, 3):
        for number in range(owners - 1):
            other = make.owner(f"Kommune {number}")
            make.unit(cast.network, make.school(other, f"Skole {number}"), 10 + number)
            put(cast, owner=other)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(cast, "routes", "?skolear=2026")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 9


def test_a_deputy_may_and_a_consultant_may_not(cast: Cast) -> None:
    deputy = make.person("Nina Dal")
    make.membership(cast.network, deputy, Role.DEPUTY)
    assert read_in(cast, deputy).status_code == 200
    for person in (cast.kine, cast.mona, cast.eva):
        assert read_in(cast, person).status_code == 403
        assert confirm(cast, person, {}).status_code == 403
    for person in (cast.olav, cast.stein):
        assert read_in(cast, person).status_code == 404
