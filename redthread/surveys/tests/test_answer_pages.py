"""The pages that somebody answers on: what comes in, what is refused and how, and what is kept nowhere."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from redthread.config.logs import scrub
from redthread.core.receipts import receipt, secret_of
from redthread.surveys.bundles import answers_of
from redthread.surveys.invited import CodeFor
from redthread.surveys.models import OpenCode, SpentTicket, Survey, SurveyInvitation, TextPile, Wave
from redthread.surveys.tests.fieldwork import opened, people
from redthread.surveys.tickets import token_of
from redthread.testing.cast import Cast

NOW = timezone.now()
KEY = "0123456789abcdef0123456789abcdef"
WORDS = "Vi trenger mer tid sammen."


@pytest.fixture
def wave(cast: Cast) -> Wave:
    people(cast.network, cast.asen, 6)
    return opened(cast.network, cast.liv, NOW, roles=["principal"])


@pytest.fixture
def token(cast: Cast, wave: Wave) -> str:
    return token_of(SurveyInvitation.objects.get(wave=wave, person=cast.mona))


def send(token: str, body: Any, key: str = KEY, **headers: str) -> Any:
    """As the page's script does."""
    data = json.dumps({"answers": body, "key": key}) if isinstance(body, dict) else body
    kind = headers.pop("content_type", "application/json")
    return Client().post(
        reverse("surveys:answer", args=[token]),
        data=data,
        content_type=kind,
        headers={"Accept": "application/json", **headers},
    )


def test_the_page_says_what_it_is_and_asks_one_thing_at_a_time(token: str) -> None:
    page = Client().get(reverse("surveys:answer", args=[token]))

    html = page.content.decode()
    for words in (
        "Hvordan nettverket virker for deg.",
        "Det tar omtrent",
        "Svaret lagres uten navn og tid",
        "Det er frivillig",
        "Samlingene er nyttige for meg.",
        "Vet ikke",
        "Ikke aktuelt",
        "Svar på dette hvis du svarte «Delvis enig» eller «Helt enig» på «Samlingene er nyttige for meg.»",
    ):
        assert words in html
    assert html.count("survey-screen") == 6


def test_nothing_is_left_in_the_browser_and_nobody_keeps_the_page(token: str) -> None:
    client = Client()
    pages = [
        client.get(reverse("surveys:answer", args=[token])),
        client.post(reverse("surveys:answer", args=[token]), {"key": KEY, "i-useful": "4"}),
        client.get(reverse("surveys:code")),
    ]

    assert not client.cookies
    for page in pages:
        assert page["Cache-Control"] == "private, no-store"
        assert page["Referrer-Policy"] == "no-referrer"
        assert "noindex" in page["X-Robots-Tag"]


def test_the_same_answer_again_gets_the_same_receipt_and_counts_once(wave: Wave, token: str) -> None:
    answers = [send(token, {"useful": 4, "words": WORDS}).json() for _try in range(3)]

    assert answers[0] == answers[1] == answers[2]
    signed = receipt(secret_of(f"survey-ack:{token}"), KEY)
    assert {name: answers[0][name] for name in signed} == signed
    assert len(answers[0]["receipt"]) == 19
    assert answers_of(wave)[:, 1].tolist() == [4]
    assert len(TextPile.objects.get().entries) == 1


def test_a_page_without_scripts_is_one_form(wave: Wave, token: str) -> None:
    sent = {"key": KEY, "i-useful": "4", "i-why": ["1", "3"], "i-tried": "dont_know", "i-words": WORDS}
    page = Client().post(reverse("surveys:answer", args=[token]), sent)

    assert "Takk, svaret er levert." in page.content.decode()
    assert "Kvittering for det du skrev" in page.content.decode()
    assert answers_of(wave).tolist() == [[1, 4, 2, 1, 2, 254]]


def test_the_page_does_not_tell_whether_the_link_is_used(token: str) -> None:
    path = reverse("surveys:answer", args=[token])
    before = Client().get(path).content.decode()
    send(token, {"useful": 4})
    after = Client().get(path).content.decode()

    def without_key(html: str) -> str:
        return "".join(line for line in html.splitlines() if 'name="key"' not in line)

    assert without_key(before) == without_key(after)


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"useful": 9}, 422, "«Samlingene er nyttige for meg.»: Svaret er ikke et av dem"),
        ({"useful": "none"}, 422, "«Samlingene er nyttige for meg.»"),
        ({"unknown": 1}, 422, "Spørsmålene er endret"),
        ({"words": "x" * 2001}, 422, "Hva bør vi gjøre mer av?"),
        ({"useful": {"a": 1}}, 422, "Siden er ikke hel"),
        ("[1, 2]", 422, "Siden er ikke hel"),
        ("{", 422, "Siden er ikke hel"),
        ("[" * 100_000, 422, "Siden er ikke hel"),
        ("x" * 1_000_000, 422, "Svaret er for langt"),
    ],
)
def test_what_is_no_answer_is_refused_in_words_and_nothing_is_stored(
    wave: Wave, token: str, body: object, status: int, words: str
) -> None:
    answer = send(token, body)

    assert (answer.status_code, words in answer.json()["refused"]) == (status, True)
    assert (SpentTicket.objects.count(), len(answers_of(wave))) == (0, 0)


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "<script>alert(1)</script>", 7])
def test_a_key_of_another_shape_is_refused(wave: Wave, token: str, key: Any) -> None:
    assert send(token, {"useful": 4}, key=key).status_code == 422
    assert SpentTicket.objects.count() == 0


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "image/png", ""])
def test_another_kind_of_body_is_refused(wave: Wave, token: str, kind: str) -> None:
    path = reverse("surveys:answer", args=[token])
    answer = Client().post(path, data=b"useful=4", content_type=kind)

    assert answer.status_code == 415
    assert SpentTicket.objects.count() == 0


def test_a_large_form_is_refused_before_it_is_read(wave: Wave, token: str) -> None:
    path = reverse("surveys:answer", args=[token])
    answer = Client().post(path, {"key": KEY, "i-words": "x" * 1_000_000})

    assert answer.status_code == 413
    assert "Svaret er for langt" in answer.content.decode()
    assert SpentTicket.objects.count() == 0


def test_after_the_closing_it_is_said_plainly_and_nothing_is_stored(wave: Wave, token: str) -> None:
    Wave.objects.update(closed_at=NOW)

    late = send(token, {"useful": 4, "words": "For sent"})
    page = Client().get(reverse("surveys:answer", args=[token]))

    assert (late.status_code, "Undersøkelsen er lukket" in late.json()["refused"]) == (409, True)
    assert (page.status_code, "Undersøkelsen er lukket" in page.content.decode()) == (410, True)
    assert TextPile.objects.get().entries == []


@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: t[::-1], lambda t: t + "A", lambda t: "x"])
def test_an_altered_link_opens_nothing(token: str, change: Any) -> None:
    path = reverse("surveys:answer", args=[change(token)])

    assert Client().get(path).status_code == 404
    assert send(change(token), {"useful": 4}).status_code == 404
    assert SpentTicket.objects.count() == 0


def test_questions_come_in_the_persons_own_language_and_can_be_changed(cast: Cast, wave: Wave) -> None:
    cast.mona.language = "nn"
    cast.mona.save()
    path = reverse("surveys:answer", args=[token_of(SurveyInvitation.objects.get(person=cast.mona))])

    assert "Samlingane er nyttige for meg." in Client().get(path).content.decode()
    english = Client().get(f"{path}?sprak=en").content.decode()
    assert "The gatherings are useful to me." in english
    assert 'lang="en"' in english
    assert "Samlingane" in Client().get(f"{path}?sprak=tlh").content.decode()


def test_an_owner_gets_the_owners_words(cast: Cast) -> None:
    asked = people(cast.network, cast.owner, 5, "owner_executive")
    wave = opened(cast.network, cast.liv, NOW, roles=["owner"])
    token = token_of(SurveyInvitation.objects.get(wave=wave, person=asked[0]))

    html = Client().get(reverse("surveys:answer", args=[token])).content.decode()

    assert "Samlingene er nyttige for skolene." in html
    assert "Vi prøver ut det vi lærer." not in html


def test_in_a_confidential_survey_ones_own_word_is_needed_and_never_stored(cast: Cast) -> None:
    people(cast.network, cast.asen, 6)
    wave = opened(cast.network, cast.liv, NOW, roles=["principal"], kind=Survey.Kind.CONFIDENTIAL)
    path = reverse("surveys:answer", args=[token_of(SurveyInvitation.objects.get(person=cast.mona))])
    sent = {"key": KEY, "i-useful": "4"}

    refused = Client().post(path, {**sent, "word": "abc"})
    assert (refused.status_code, "minst fire bokstaver" in refused.content.decode()) == (422, True)
    assert Client().post(path, {**sent, "word": "Storgata elg"}).status_code == 200
    row = answers_of(wave)
    assert row.shape == (1, 6 + 16)
    assert b"elg" not in row.tobytes().lower()


def test_by_the_code_on_the_wall_each_phone_gets_a_link_of_its_own(cast: Cast) -> None:
    opened(cast.network, cast.liv, NOW, roles=["teacher"], codes=[CodeFor("teacher", cast.asen, 5)])
    code = OpenCode.objects.get().code
    scanned = [Client().get(reverse("surveys:by_code", args=[code])) for _phone in range(2)]
    typed = Client().post(reverse("surveys:code"), {"code": f" {code[:5].lower()} {code[5:]}"})

    links = {one["Location"] for one in [*scanned, typed]}
    assert len(links) == 3
    assert SpentTicket.objects.count() == 0
    for link in links:
        page = Client().get(link)
        assert page.status_code == 200
        assert Client().post(link, {"key": KEY, "i-useful": "3"}).status_code == 200
    assert SpentTicket.objects.exclude(seat=None).count() == 3


def test_a_wrong_code_is_explained_and_a_guesser_has_to_wait(db: None) -> None:
    answers = [
        Client(REMOTE_ADDR="10.1.2.3").post(reverse("surveys:code"), {"code": "FEIL"}) for _ in range(31)
    ]

    assert answers[0].status_code == 404
    assert "Ingen undersøkelse har denne koden" in answers[0].content.decode()
    assert (answers[30].status_code, "Vent" in answers[30].content.decode()) == (429, True)


def test_who_has_the_receipt_takes_the_words_away(wave: Wave, token: str) -> None:
    mine = send(token, {"words": WORDS}).json()["receipt"]
    path = reverse("surveys:texts", args=[wave.public_id])

    wrong = Client().post(path, {"receipt": "aaaa-bbbb-cccc-dddd"})
    assert "Vi finner ingenting" in wrong.content.decode()
    assert len(TextPile.objects.get().entries) == 1
    gone = Client().post(path, {"receipt": mine.replace("-", " ").upper()})
    assert "er tatt bort" in gone.content.decode()
    assert TextPile.objects.get().entries == []


def test_the_log_never_holds_a_link_that_somebody_answers_by(token: str, caplog: Any) -> None:
    with caplog.at_level(logging.DEBUG):
        send(token, {"useful": 4, "words": WORDS})
        Client().get(reverse("surveys:answer", args=[token[:-1]]))

    for line in [
        scrub(record.getMessage()) for record in caplog.records if record.name != "django.db.backends"
    ]:
        assert token[:-1] not in line
        assert WORDS not in line
    for path in (
        f"/undersokelse/svar/{token}/",
        "/undersokelse/kode/BCDFGHJKLM/",
        "/undersokelse/fritekst/abc/",
    ):
        assert scrub(f"Internal Server Error: {path}").rstrip("/").endswith("/…")
