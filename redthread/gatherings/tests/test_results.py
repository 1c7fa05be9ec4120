"""Published results on an agenda item: seen before they are kept, drawn without rank, never derived."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from redthread.core.errors import RuleError
from redthread.gatherings.actions.results import add_result_table
from redthread.gatherings.models import AgendaItem, Gathering, ResultCell, ResultTable
from redthread.gatherings.results_chart import Point, parts, words
from redthread.gatherings.results_reading import read_results
from redthread.people.models import Organisation
from redthread.testing import make
from redthread.testing.cast import Cast

NOW = timezone.now()
FILE = """EnhetNavn;Organisasjonsnummer;2024-25.Lesing.Skalapoeng;Foreløpige tall 2025-26.Lesing.Skalapoeng
Brekka skole;;49 ± 2;*
Åsen skole ;310000205;50 ± 2;51 ± 2
Et annet sted skole;310000999;44;45
"""


@pytest.fixture
def item(cast: Cast) -> AgendaItem:
    Organisation.objects.filter(pk=cast.asen.pk).update(org_number="310000205")
    return make.item(make.gathering(cast.network), AgendaItem.Kind.RESULTS, title="Nasjonale prøver")


def url(item: AgendaItem, name: str = "results", *more: str) -> str:
    gathering = item.gathering
    address = [gathering.network.slug, gathering.public_id, item.public_id, *more]
    return reverse(f"gatherings:{name}", args=address)


def upload(client: Any, item: AgendaItem, text: str = FILE) -> str:
    file = SimpleUploadedFile("np.csv", text.encode("cp1252"))
    return str(client.post(url(item, "results_new"), {"file": file}).content.decode())


def answers(page: str) -> dict[str, str]:
    """What the preview would send if one only pressed yes."""
    sent = {"title": "Nasjonale prøver"}
    sent["ticket"] = re.search(r'name="ticket" value="([^"]+)"', page)[1]  # type: ignore[index]
    for name, options in re.findall(r'(?s)<select name="(unit_\d+)".*?>(.*?)</select>', page):
        chosen = re.search(r'value="(\w+)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    return sent


def kept(cast: Cast, item: AgendaItem, text: str = FILE) -> ResultTable:
    read = read_results(BytesIO(text.encode()))
    schools = {"Åsen skole": cast.asen, "Brekka skole": cast.brekka}
    units = {unit: schools[unit.name] for unit in read.units if unit.name in schools}
    return add_result_table(
        item=item, read=read, units=units, title="Nasjonale prøver", file_name="np.csv", by=cast.liv, now=NOW
    )


def point(
    year: str, value: str | None, unsure: str | None = None, state: str = "value", **more: Any
) -> Point:
    figure = Decimal(value) if value else None
    uncertainty = Decimal(unsure) if unsure else None
    return Point("Åsen", year, state, figure, uncertainty, more.get("pupils"), more.get("preliminary", False))


# From file to item.


def test_a_file_is_seen_with_its_states_before_anything_is_kept(
    cast: Cast, item: AgendaItem, as_person: Any
) -> None:
    liv = as_person(cast.liv)
    page = upload(liv, item)
    assert not ResultTable.objects.exists()
    for text in ("51 ± 2", "skjermet", "foreløpig", "Et annet sted skole"):
        assert text in page
    sent = answers(page)
    assert [sent[f"unit_{n}"] for n in range(3)] == [cast.brekka.public_id, cast.asen.public_id, ""]
    liv.post(url(item, "results_new"), sent)
    table = ResultTable.objects.get()
    assert (table.kind, table.file_name) == ("national_tests", "np.csv")
    assert list(table.cells.values_list("unit__name", "school_year", "state", "value", "uncertainty")) == [
        ("Brekka skole", "2024-25", "value", 49, 2),
        ("Brekka skole", "2025-26", "suppressed", None, None),
        ("Åsen skole", "2024-25", "value", 50, 2),
        ("Åsen skole", "2025-26", "value", 51, 2),
    ]
    assert not ResultCell.objects.filter(unit_name__contains="annet").exists()


def test_a_double_press_keeps_one_table(cast: Cast, item: AgendaItem, as_person: Any) -> None:
    liv = as_person(cast.liv)
    sent = answers(upload(liv, item))
    liv.post(url(item, "results_new"), sent)
    again = liv.post(url(item, "results_new"), sent).content.decode()
    assert "for lang tid siden" in again
    assert ResultTable.objects.count() == 1


def test_somebody_elses_ticket_keeps_nothing(cast: Cast, item: AgendaItem, as_person: Any) -> None:
    sent = answers(upload(as_person(cast.liv), item))
    Gathering.objects.filter(pk=item.gathering_id).update(chair=cast.mona)
    assert "for lang tid siden" in as_person(cast.mona).post(url(item, "results_new"), sent).content.decode()
    assert not ResultTable.objects.exists()


def test_a_file_with_pupils_keeps_nothing_and_says_where(
    cast: Cast, item: AgendaItem, as_person: Any
) -> None:
    page = upload(as_person(cast.liv), item, "Elevnavn;2025-26.Lesing.Skalapoeng\nKari Nordmann;51\n")
    assert "Rad 1, kolonne «Elevnavn»" in page
    assert "Kari" not in page
    assert not ResultTable.objects.exists()


@pytest.mark.parametrize("wrong", ["stranger", "twice", "none"])
def test_only_the_networks_own_schools_and_each_once(
    cast: Cast, item: AgendaItem, as_person: Any, wrong: str
) -> None:
    liv = as_person(cast.liv)
    sent = answers(upload(liv, item))
    stranger = cast.steins_network.units.get().organisation.public_id
    units = {
        "stranger": (stranger, "", ""),
        "twice": (sent["unit_1"], sent["unit_1"], ""),
        "none": ("", "", ""),
    }
    sent |= {f"unit_{n}": unit for n, unit in enumerate(units[wrong])}
    assert liv.post(url(item, "results_new"), sent).status_code == 200
    assert not ResultTable.objects.exists()


def test_another_kind_of_item_has_no_results(cast: Cast, item: AgendaItem, as_person: Any) -> None:
    AgendaItem.objects.filter(pk=item.pk).update(kind=AgendaItem.Kind.STORY)
    item.refresh_from_db()
    assert as_person(cast.liv).get(url(item)).status_code == 404
    with pytest.raises(RuleError, match="resultatgjennomgang"):
        kept(cast, item)


def test_a_table_is_taken_away_after_a_question(cast: Cast, item: AgendaItem, as_person: Any) -> None:
    table, liv = kept(cast, item), as_person(cast.liv)
    address = url(item, "results_remove", table.public_id)
    assert "Du kan hente inn filen igjen" in liv.get(address).content.decode()
    assert ResultTable.objects.exists()
    liv.post(address)
    assert not ResultTable.objects.exists()
    assert not ResultCell.objects.exists()


# Who sees it.


def test_those_who_see_the_gathering_see_the_figures_on_the_item(
    cast: Cast, item: AgendaItem, as_person: Any
) -> None:
    kept(cast, item)
    mona = as_person(cast.mona)
    page = mona.get(url(item)).content.decode()
    assert "51 ± 2: forskjellen fra året før er innenfor usikkerheten." in page
    assert "Tallet for 2025-26 er skjermet i kilden." in page
    assert "Tallet er foreløpig." in page
    assert "Ta bort tabellen" not in page
    assert url(item) in mona.get(item.gathering.get_absolute_url()).content.decode()
    assert "51 ±" not in "".join(mona.get(item.gathering.get_absolute_url()).context["tasks"])
    assert as_person(cast.stein).get(url(item)).status_code == 404
    assert as_person(cast.olav).get(url(item)).status_code == 404


@pytest.mark.parametrize("hidden", ["draft", "confidential"])
def test_a_draft_and_a_confidential_item_show_nothing(
    cast: Cast, item: AgendaItem, as_person: Any, hidden: str
) -> None:
    kept(cast, item)
    if hidden == "draft":
        Gathering.objects.filter(pk=item.gathering_id).update(published_at=None, audience="group")
    else:
        AgendaItem.objects.filter(pk=item.pk).update(is_confidential=True)
        assert url(item) not in as_person(cast.mona).get(item.gathering.get_absolute_url()).content.decode()
    assert as_person(cast.mona).get(url(item)).status_code == 404
    assert as_person(cast.liv).get(url(item)).status_code == 200


def test_schools_stand_in_the_networks_turn_and_not_by_their_figures(
    cast: Cast, item: AgendaItem, as_person: Any
) -> None:
    kept(cast, item, FILE.replace("50 ± 2;51 ± 2", "30 ± 2;31 ± 2"))
    page = as_person(cast.mona).get(url(item)).content.decode()
    assert page.index("Åsen skole") < page.index("Brekka skole")  # whose turn comes first, though lower
    cast.network.units.filter(organisation=cast.asen).update(turn=9)
    page = as_person(cast.mona).get(url(item)).content.decode()
    assert page.index("Brekka skole") < page.index("Åsen skole")


def test_nothing_is_shown_that_was_not_in_the_file(cast: Cast, item: AgendaItem, as_person: Any) -> None:
    kept(cast, item, FILE.replace("*", "47 ± 2"))
    page = as_person(cast.mona).get(url(item)).content.decode()
    tables = "".join(re.findall(r"(?s)<tbody>.*?</tbody>", page))
    numbers = set(re.findall(r"(?<![\w-])\d+(?:,\d+)? ± \d+", tables))
    assert numbers == {"49 ± 2", "47 ± 2", "50 ± 2", "51 ± 2"}
    for derived in ("snitt", "Sum", "gjennomsnitt", "+1"):
        assert derived not in tables


def test_the_page_asks_as_often_for_one_table_as_for_three(
    cast: Cast, item: AgendaItem, as_person: Any, django_assert_max_num_queries: Any,
    django_assert_num_queries: Any,
) -> None:  # fmt: skip
    kept(cast, item)
    mona = as_person(cast.mona)
    mona.get(url(item))
    with django_assert_max_num_queries(12) as few:
        mona.get(url(item))
    kept(cast, item)
    kept(cast, item)
    with django_assert_num_queries(len(few)):
        mona.get(url(item))


# The picture and its words.


def test_years_before_and_after_the_new_scale_are_never_joined() -> None:
    points = [point("2020-21", "49"), point("2021-22", "50"), point("2022-23", "51"), point("2023-24", "52")]
    new, old = parts(points, has_break=True)
    assert (new.years, old.years) == (["2022-23", "2023-24"], ["2020-21", "2021-22"])
    assert [len(part.panels[0].lines) for part in (new, old)] == [1, 1]
    assert len(parts(points, has_break=False)) == 1


def test_no_line_over_a_year_that_is_hidden_absent_or_missing() -> None:
    points = [
        point("2022-23", "50"),
        point("2023-24", None, state="suppressed"),
        point("2024-25", "51"),
        point("2026-27", "52"),
    ]
    panel = parts(points, has_break=True)[0].panels[0]
    assert panel.lines == []
    assert [gap.text for gap in panel.gaps] == ["*"]


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (("50", "2"), ("51", "2"), "innenfor usikkerheten"),
        (("47", "2"), ("51", "2"), "innenfor usikkerheten"),
        (("46", "2"), ("51", "2"), "større enn usikkerheten"),
        (("46", None), ("51", "2"), "oppgir ikke usikkerhet"),
    ],
)
def test_a_difference_is_told_with_its_uncertainty(
    before: tuple[str, str | None], now: tuple[str, str | None], told: str
) -> None:
    assert told in words([point("2024-25", *before), point("2025-26", *now)], ["2024-25", "2025-26"])


def test_a_year_between_is_not_last_year() -> None:
    said = words([point("2022-23", "40", "1"), point("2025-26", "51", "2")], ["2022-23", "2025-26"])
    assert said == "51 ± 2 i 2025-26."


def test_few_pupils_are_noted() -> None:
    assert "Få elever" in words([point("2025-26", "51", "2", pupils=19)], ["2025-26"])
    assert "Få elever" not in words([point("2025-26", "51", "2", pupils=20)], ["2025-26"])


def test_every_school_is_drawn_on_the_same_scale() -> None:
    one, other = point("2025-26", "40"), point("2025-26", "60")._replace(school="Brekka")
    part = parts([one, other], has_break=True)[0]
    marks = [panel.marks[0].y for panel in part.panels]
    assert float(marks[0]) > float(marks[1])
    assert [tick.text for tick in part.scale] == ["40", "50", "60"]
