"""From a closed wave to a page that can be read."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from conftest import SignedInClient
from redthread.networks.models import Network
from redthread.sharing.models import Release
from redthread.surveys.actions.closing import close_wave
from redthread.surveys.models import Wave
from redthread.surveys.tests.answered import answered_wave, schools_in, survey_of
from redthread.testing.cast import Cast

pytestmark = pytest.mark.django_db
FULL = {"principal": 12, "middle_leader": 14, "teacher": 40}


def closed(cast: Cast, people: dict[str, int], now: datetime, **more: Any) -> Wave:
    wave = answered_wave(
        survey_of(cast.network, cast.liv, now), people, schools_in(cast.network, cast.owner), now, **more
    )
    close_wave(wave=wave, by=cast.liv, now=now)
    return wave


def address(wave: Wave, name: str = "result", *more: object) -> str:
    survey = wave.survey
    return reverse(f"surveys:{name}", args=[survey.network.slug, survey.public_id, wave.number, *more])


def test_the_page_opens_with_what_matters_most_and_what_it_rests_on(cast: Cast) -> None:
    wave = closed(cast, FULL, timezone.now())

    page = SignedInClient(cast.liv).get(address(wave)).content.decode()

    assert page.index("Det viktigste") < page.index("Det bygger på") < page.index("Indeksene")
    assert "Rektorer" in page
    assert "66 av 75 spurte har svart" in page
    assert "Alfa 0," in page


def test_the_files_have_what_the_page_shows_and_nobody_reads_them_without_the_right(cast: Cast) -> None:
    wave = closed(cast, FULL, timezone.now())

    for name in ("result_csv", "result_xlsx", "result_sav"):
        answer = SignedInClient(cast.liv).get(address(wave, name))
        assert answer.status_code == 200
        assert "attachment" in answer["Content-Disposition"]
        assert SignedInClient(cast.mona).get(address(wave, name)).status_code == 403
        assert SignedInClient(cast.stein).get(address(wave, name)).status_code == 404
    told = SignedInClient(cast.liv).get(address(wave, "result_csv")).content.decode("utf-8-sig")
    assert "trust;Tillit;Rektorer;Indeks, gjennomsnitt" in told


def test_the_report_is_a_tagged_pdf_and_a_word_file_with_its_tables(cast: Cast) -> None:
    wave = closed(cast, FULL, timezone.now())
    survey = wave.survey
    place = [survey.network.slug, survey.public_id, 1]

    pdf = SignedInClient(cast.liv).get(reverse("reports:survey_pdf", args=place))
    docx = SignedInClient(cast.liv).get(reverse("reports:survey_docx", args=place))

    assert pdf.content.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in pdf.content
    words = "\n".join(
        cell.text
        for table in Document(BytesIO(docx.content)).tables
        for row in table.rows
        for cell in row.cells
    )
    assert "Vi hjelper hverandre" in words
    assert "Rektorer" in words


def test_each_number_leads_to_its_words_its_people_and_its_rule(cast: Cast) -> None:
    wave = closed(cast, FULL, timezone.now())

    page = SignedInClient(cast.eva).get(address(wave, "figure", "open")).content.decode()

    assert "Lederne snakker åpent om det som er vanskelig" in page
    assert "«Vet ikke» og «ikke aktuelt» teller ikke" in page
    assert "000 L1" in page
    assert SignedInClient(cast.eva).get(address(wave, "figure", "nothing")).status_code == 404


def test_an_owner_and_the_members_see_what_is_shared_and_never_the_free_words(cast: Cast) -> None:
    wave = closed(cast, FULL, timezone.now(), texts=[f"Mer tid, sier nummer {n}" for n in range(12)])
    shared = address(wave, "shared_result")
    assert SignedInClient(cast.mona).get(shared).status_code == 404

    for audience in ("nettverk", "skoleeier"):
        SignedInClient(cast.liv).post(address(wave, "result_release", audience))
    to_owner = Release.objects.get(audience="owner")
    owners = reverse("surveys:owner_result", args=[to_owner.public_id])
    pages = [
        SignedInClient(cast.mona).get(shared).content.decode(),
        SignedInClient(cast.olav).get(owners).content.decode(),
    ]

    assert all("Det viktigste" in page and "Mer tid" not in page for page in pages)
    assert "Mer tid" in SignedInClient(cast.liv).get(address(wave)).content.decode()
    SignedInClient(cast.liv).post(address(wave, "result_revoke", "skoleeier"))
    assert SignedInClient(cast.olav).get(owners).status_code == 404
    assert SignedInClient(cast.eva).post(address(wave, "result_release", "skoleeier")).status_code == 403


def test_each_number_is_followed_back_also_by_those_it_is_shared_with(cast: Cast) -> None:
    wave = closed(cast, FULL, timezone.now())
    for audience in ("nettverk", "skoleeier"):
        SignedInClient(cast.liv).post(address(wave, "result_release", audience))
    to_owner = Release.objects.get(audience="owner")
    owners = reverse("surveys:owner_result", args=[to_owner.public_id])
    pages = {
        address(wave): cast.liv,
        address(wave, "shared_result"): cast.mona,
        owners: cast.olav,
    }

    for start, person in pages.items():
        client = SignedInClient(person)
        for code, then in (("trust", "open"), ("open", "trust")):
            assert f'href="{start}tall/{code}/"' in client.get(start).content.decode()
            page = client.get(f"{start}tall/{code}/").content.decode()
            assert "Minst 5 har svart" in page
            assert f'href="{start}tall/{then}/"' in page
    SignedInClient(cast.liv).post(address(wave, "result_revoke", "skoleeier"))
    assert SignedInClient(cast.olav).get(f"{owners}tall/trust/").status_code == 404


def test_a_member_finds_what_is_shared_in_the_list_and_nothing_else(cast: Cast) -> None:
    wave = closed(cast, FULL, timezone.now())
    listed = reverse("surveys:list", args=[cast.network.slug])
    before = SignedInClient(cast.mona).get(listed).content.decode()

    SignedInClient(cast.liv).post(address(wave, "result_release", "nettverk"))
    after = SignedInClient(cast.mona).get(listed).content.decode()

    assert "Ingen resultater er delt ennå" in before
    assert wave.survey.title not in before
    assert address(wave, "shared_result") in after
    assert address(wave) not in after
    assert address(wave) in SignedInClient(cast.liv).get(listed).content.decode()


def test_those_who_led_a_closed_network_still_read_its_results_and_share_no_more(cast: Cast) -> None:
    wave = closed(cast, FULL, timezone.now())
    Network.objects.filter(pk=cast.network.pk).update(closed_at=timezone.now())

    assert "Det viktigste" in SignedInClient(cast.liv).get(address(wave)).content.decode()
    assert SignedInClient(cast.liv).post(address(wave, "result_release", "nettverk")).status_code == 403
    assert SignedInClient(cast.mona).get(address(wave)).status_code == 403
    assert SignedInClient(cast.stein).get(address(wave)).status_code == 404
