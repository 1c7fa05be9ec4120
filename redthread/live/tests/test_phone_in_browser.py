"""Phones in the room, in a real browser: few taps, nobody pulled away, and nothing said that is not so."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from redthread.live.actions.cards import take_card
from redthread.live.actions.clocks import pause
from redthread.live.actions.sessions import close_session
from redthread.live.changes import tell
from redthread.live.models import Contribution, Dot, LiveSession, Participant, Theme, Turn
from redthread.live.tests.hands import go, press
from redthread.live.tests.rooms import open_room, seat
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from redthread.live.tests.hands import Open

pytestmark = pytest.mark.browser


def add(page: Page, label: str, text: str) -> None:
    page.get_by_label(label).fill(text)
    page.keyboard.press("Enter")
    idea(page, text).get_by_text("sendt", exact=True).wait_for()


def idea(page: Page, text: str) -> Locator:
    return page.locator("li.idea", has_text=text)


def stored(page: Page, *texts: str) -> bool:
    """Whether these texts, and no others, come to be in the database; the phone shows them before."""
    for _ in range(200):
        if sorted(Contribution.objects.values_list("text", flat=True)) == sorted(texts):
            return True
        page.wait_for_timeout(50)
    return False


def heading(page: Page, text: str) -> None:
    page.get_by_role("heading", name=text).wait_for()


@pytest.mark.parametrize("dark", [False, True])
def test_from_the_code_on_the_wall_to_the_first_idea_in_three_taps(
    live: str, cast: Cast, page_for: Open, dark: bool
) -> None:
    session = open_room(cast, tables=4)
    go(session, "skriv")
    page, taps = page_for(None, dark=dark), 0

    def tap(target: Locator) -> None:
        nonlocal taps
        taps += 1
        target.click()

    page.goto(f"/rom/{session.code}/")
    check_page(page)
    tap(page.get_by_text("3", exact=True))
    tap(page.get_by_role("button", name="Bli med"))
    page.get_by_label("Skriv én idé").wait_for()
    check_page(page)
    tap(page.get_by_label("Skriv én idé"))
    page.keyboard.type("Lese høyt hver dag")
    page.keyboard.press("Enter")
    idea(page, "Lese høyt hver dag").get_by_text("sendt", exact=True).wait_for()
    check_page(page)
    assert taps <= 3
    made = Contribution.objects.get()
    assert (made.text, made.table.number, made.author) == ("Lese høyt hver dag", 3, None)


def test_the_lobby_says_where_one_sits_and_then_the_task_comes_by_itself(cast: Cast, phone: Open) -> None:
    session = open_room(cast)
    page = phone(session, table=2)
    heading(page, "Vi begynner snart")
    page.get_by_text("Du sitter ved bord 2.").wait_for()
    check_page(page)
    go(session, "skriv")
    page.get_by_text("Ingen ser dette før du legger det fram.").wait_for()
    assert page.locator(".clock").text_content() == "Tid igjen: 10:00"


def test_one_changes_and_takes_back_what_one_wrote(cast: Cast, phone: Open) -> None:
    session = open_room(cast)
    go(session, "skriv")
    page = phone(session)
    for text in ("Første", "Andre"):
        add(page, "Skriv én idé", text)
    idea(page, "Første").get_by_role("button", name="Endre").click()
    page.get_by_label("Endre teksten").fill("Første, nå bedre")
    press(page, "Lagre")
    idea(page, "nå bedre").get_by_text("sendt", exact=True).wait_for()
    idea(page, "Andre").get_by_role("button", name="Ta tilbake").click()
    idea(page, "Andre").wait_for(state="detached")
    assert stored(page, "Første, nå bedre")


def test_markup_that_somebody_writes_is_text(cast: Cast, phone: Open) -> None:
    session = open_room(cast)
    go(session, "skriv")
    page = phone(session)
    add(page, "Skriv én idé", "<img src=x onerror=alert(1)>")
    assert idea(page, "<img").locator("img").count() == 0


@pytest.mark.parametrize("answer", ["Send likevel", "Gå videre"])
def test_nobody_who_types_is_pulled_away(cast: Cast, phone: Open, answer: str) -> None:
    session = open_room(cast)
    go(session, "skriv")
    page = phone(session)
    page.get_by_label("Skriv én idé").fill("Ikke helt ferd")
    go(session, "runde")
    page.get_by_text("Bordet har gått videre.").wait_for()
    check_page(page)
    page.get_by_label("Skriv én idé").press_sequentially("ig")
    assert page.get_by_label("Skriv én idé").input_value() == "Ikke helt ferdig"
    press(page, answer)
    heading(page, "Legg fram én av ideene dine.")
    if answer == "Send likevel":
        page.get_by_text("Ikke helt ferdig").wait_for()
        assert stored(page, "Ikke helt ferdig")
        assert Contribution.objects.get().is_late
        return
    press(page, "Du har en tekst her som ikke er sendt: Skriv alene")
    assert page.get_by_label("Skriv én idé").input_value() == "Ikke helt ferdig"
    assert not Contribution.objects.exists()


def test_what_is_typed_is_there_after_the_page_is_loaded_again(cast: Cast, phone: Open) -> None:
    session = open_room(cast)
    go(session, "skriv")
    page = phone(session)
    page.get_by_label("Skriv én idé").fill("Halv tanke")
    page.reload()
    page.get_by_label("Skriv én idé").wait_for()
    assert page.get_by_label("Skriv én idé").input_value() == "Halv tanke"


def test_a_round_between_two_phones(cast: Cast, phone: Open) -> None:
    session = open_room(cast)
    go(session, "skriv")
    kari, ola = phone(session, name="Kari"), phone(session, name="Ola", dark=True)
    add(kari, "Skriv én idé", "Lesevenner")
    add(ola, "Skriv én idé", "Bibliotekdag")
    assert idea(ola, "Lesevenner").count() == 0
    go(session, "runde")
    kari.get_by_text("Det er din tur").wait_for()
    ola.get_by_text("Kari har ordet").wait_for()
    check_page(kari)
    check_page(ola)
    press(kari, "Legg fram")
    ola.get_by_text("Det er din tur").wait_for()
    ola.get_by_text("Lesevenner").wait_for()
    assert kari.get_by_text("Bibliotekdag").count() == 0
    press(ola, "Pass")
    kari.get_by_text("Det er din tur").wait_for()
    kari.get_by_label("Skriv det med noen få ord").fill("Noe helt nytt")
    press(kari, "Legg fram")
    ola.get_by_text("Noe helt nytt").wait_for()
    press(ola, "Legg fram")
    kari.get_by_text("Bibliotekdag").wait_for()
    press(kari, "Jeg er tom")
    ola.get_by_text("Det er din tur").wait_for()
    press(kari, "Jeg kom på noe likevel")
    ola.get_by_text("Så: Kari.").wait_for()
    press(ola, "Jeg er tom")
    kari.get_by_text("Det er din tur").wait_for()
    press(kari, "Jeg er tom")
    for page in (kari, ola):
        page.get_by_text("Runden er ferdig. Alt er ute.").wait_for()
    kinds = list(Turn.objects.order_by("number").values_list("kind", flat=True))
    assert kinds == ["laid", "passed", "laid", "laid", "empty", "back", "empty", "empty"]


def test_who_does_not_answer_is_skipped_by_the_timekeeper_alone(cast: Cast, phone: Open) -> None:
    session = open_room(cast)
    silent, _key = seat(session, name="Siri")
    kari, ola = phone(session, name="Kari"), phone(session, name="Ola")
    keeper = Participant.objects.get(name="Ola")
    take_card(participant=keeper, role="timekeeper", now=timezone.now())
    go(session, "runde")
    press(ola, "Hopp over Siri")
    kari.get_by_text("Det er din tur").wait_for()
    assert kari.get_by_role("button", name="Hopp over Siri").count() == 0
    assert Turn.objects.get().participant == silent


def test_time_out_reaches_everybody_at_the_table_and_nobody_else(cast: Cast, phone: Open) -> None:
    session = open_room(cast)
    go(session, "runde")
    watch, other, far = (
        phone(session, table=n, name=name) for n, name in ((1, "Vera"), (1, "Ola"), (2, "Per"))
    )
    take_card(participant=Participant.objects.get(name="Vera"), role="watch", now=timezone.now())
    other.get_by_role("button", name="Vis time-out").wait_for(state="detached")
    press(watch, "Vis time-out")
    other.get_by_role("heading", name="Time-out").wait_for(timeout=2000)
    other.get_by_text("Vera er viddevakt").wait_for()
    check_page(other)
    assert other.get_by_role("button", name="Fortsett").count() == 0
    assert other.locator("#foot").evaluate("(node) => node.inert")
    assert far.get_by_role("heading", name="Time-out").count() == 0
    press(watch, "Fortsett")
    other.get_by_role("heading", name="Time-out").wait_for(state="detached")
    assert not other.locator("#foot").evaluate("(node) => node.inert")


def test_a_time_out_takes_nothing_from_whoever_is_typing(cast: Cast, phone: Open) -> None:
    session = open_room(cast)
    go(session, "skriv")
    typing, other = phone(session), phone(session)
    typing.get_by_label("Skriv én idé").press_sequentially("Midt i ")
    press(other, "Vis time-out")
    typing.get_by_role("heading", name="Time-out").wait_for()
    typing.keyboard.type("noe")
    assert typing.get_by_label("Skriv én idé").input_value() == "Midt i noe"


def sorted_room(cast: Cast, phone: Open) -> tuple[LiveSession, Page]:
    session = open_room(cast)
    go(session, "skriv")
    page = phone(session, name="Kari")
    for text in ("Lesevenner", "Bibliotekdag", "Høytlesing"):
        add(page, "Skriv én idé", text)
    go(session, "runde")
    for left in (3, 2, 1):
        page.get_by_text("Det er din tur").wait_for()
        page.get_by_role("radio").nth(left - 1).wait_for()
        press(page, "Legg fram")
        page.get_by_role("radio").nth(left).wait_for(state="detached")
    go(session, "sorter")
    page.get_by_text("Ikke sortert (3)").wait_for()
    return session, page


def test_sorting_with_the_keyboard_alone(cast: Cast, phone: Open) -> None:
    _session, page = sorted_room(cast, phone)
    check_page(page)

    def tab_to(wanted: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate(
                "(name) => document.activeElement.closest('label, button, .field')?.innerText.includes(name)",
                wanted,
            ):
                return
        raise AssertionError(f"the keyboard does not reach {wanted}")

    page.locator("#task").focus()
    for text in ("Lesevenner", "Høytlesing"):
        page.locator("#task").focus()
        tab_to(text)
        page.keyboard.press("Space")
    page.get_by_text("Legg 2 valgte i").wait_for()
    check_page(page)
    tab_to("Nytt tema")
    page.keyboard.type("Hjemme")
    page.keyboard.press("Enter")
    page.get_by_text("Ikke sortert (1)").wait_for()
    theme = Theme.objects.get()
    assert theme.name == "Hjemme"
    assert sorted(theme.contributions.values_list("text", flat=True)) == ["Høytlesing", "Lesevenner"]
    check_page(page)
    page.locator("#task").focus()
    tab_to("Angre")
    page.keyboard.press("Enter")
    page.get_by_text("Ikke sortert (3)").wait_for()
    for _ in range(100):  # the theme goes by a command of its own
        if not Theme.objects.exists():
            break
        page.wait_for_timeout(50)
    assert not Theme.objects.exists()


def test_dots_are_put_and_taken_and_the_count_waits(cast: Cast, phone: Open) -> None:
    session = open_room(cast, "strukturert_uenighet")
    go(session, "runde")
    page = phone(session)
    for text in ("For dyrt", "For sent"):
        page.get_by_label("Skriv det med noen få ord").fill(text)
        press(page, "Legg fram")
        idea(page, text).wait_for()
    go(session, "velg")
    page.get_by_text("3 prikker igjen").wait_for()
    check_page(page)
    press(page, "Sett prikk: For dyrt")
    page.get_by_text("2 prikker igjen").wait_for()
    assert Dot.objects.get().contribution == Contribution.objects.get(text="For dyrt")
    assert page.get_by_text("Prikker: 1").count() == 0
    page.reload()
    press(page, "Ta bort prikken: For dyrt")
    page.get_by_text("3 prikker igjen").wait_for()
    assert not Dot.objects.exists()


def test_a_note_is_left_at_the_table_where_it_was_begun_and_taken_in_there(cast: Cast, phone: Open) -> None:
    session = open_room(cast, "gallerivandring", tables=3)
    walker, host, third = (phone(session, table=n) for n in (1, 2, 3))
    go(session, "besok")
    walker.get_by_text("Gå til bord 2").wait_for()
    check_page(walker)
    walker.get_by_label("Et spørsmål eller en idé til bord 2").fill("Hvem leste høyt?")
    go(session, "besok", 1)
    walker.get_by_text("Bordet har gått videre.").wait_for()
    press(walker, "Send likevel")
    walker.get_by_text("Gå til bord 3").wait_for()
    assert idea(walker, "Hvem leste høyt?").count() == 0
    assert stored(walker, "Hvem leste høyt?")
    go(session, "hjem")
    host.get_by_text("Dette la de besøkende igjen").wait_for()
    assert third.get_by_text("Hvem leste høyt?").count() == 0
    press(host, "Ta inn")
    host.get_by_text("Tatt inn").wait_for()
    check_page(host)
    taken = Contribution.objects.get(kind="product")
    assert (taken.text, taken.table.number, taken.source) == (
        "Hvem leste høyt?",
        2,
        Contribution.objects.get(kind="idea"),
    )


def test_those_with_the_card_stay_and_read_what_visitors_leave(cast: Cast, phone: Open) -> None:
    session = open_room(cast, "gallerivandring", tables=2)
    stays, visitor = phone(session, table=1, name="Siv"), phone(session, table=2)
    take_card(participant=Participant.objects.get(name="Siv"), role="stand_by", now=timezone.now())
    go(session, "besok")
    stays.get_by_text("Du står igjen ved bord 1").wait_for()
    add(visitor, "Et spørsmål eller en idé til bord 1", "Fint bilde")
    stays.get_by_text("Fint bilde").wait_for()
    check_page(stays)
    assert stays.locator("textarea").count() == 0


def test_what_is_promised_is_seen_before_one_leaves(cast: Cast, phone: Open) -> None:
    session = open_room(cast, "egen_skole")
    page = phone(session, name="Mona", school=cast.asen)
    other = phone(session, table=2, name="Mads", school=cast.asen, dark=True)
    go(session, "lov")
    page.get_by_label("Hva vil dere gjøre?").fill("Lesevenner")
    page.get_by_label("Hvem gjør det?").fill("Trinnlederne")
    page.get_by_label("Innen når?").fill("2027-01-15")
    page.get_by_label("Hvordan når dere hele personalet?").fill("Fellestida")
    check_page(page)
    press(page, "Skriv det inn")
    assert stored(page, "Lesevenner")
    other.get_by_text("Innen 15. januar").wait_for()
    check_page(other)
    made = Contribution.objects.get()
    assert (made.kind, made.text, made.more["who"]) == ("commitment", "Lesevenner", "Trinnlederne")
    press(page, "Bord 1 Meny")
    check_page(page)
    press(page, "Gå fra økta")
    page.get_by_text("Dette har dere avtalt").wait_for()
    idea(page, "Lesevenner").wait_for()
    check_page(page)
    close_session(session=session, by=cast.liv, now=timezone.now())
    for each in (page, other):
        heading(each, "Takk for i dag")
        idea(each, "Lesevenner").first.wait_for()
        check_page(each)


def test_all_of_a_promise_is_changed_by_whoever_writes_for_the_school(cast: Cast, phone: Open) -> None:
    session = open_room(cast, "egen_skole")
    page, other = phone(session, name="Mona", school=cast.asen), phone(session, name="Mads", school=cast.asen)
    go(session, "lov")
    page.get_by_label("Hva vil dere gjøre?").fill("Lesevenner")
    page.get_by_label("Hvem gjør det?").fill("Trinnlederne")
    page.get_by_label("Innen når?").fill("2027-01-15")
    press(page, "Skriv det inn")
    idea(page, "Lesevenner").get_by_text("sendt", exact=True).wait_for()
    idea(page, "Lesevenner").get_by_role("button", name="Endre").click()
    card = page.locator("li.idea.own")
    assert card.get_by_label("Hvem gjør det?").input_value() == "Trinnlederne"
    check_page(page)
    card.get_by_label("Innen når?").fill("2027-02-01")
    card.get_by_label("Hvordan når dere hele personalet?").fill("Fellestida")
    card.get_by_role("button", name="Lagre").click()
    for each in (page, other):
        idea(each, "Lesevenner").get_by_text("Innen 1. februar").wait_for()
    page.reload()
    idea(page, "Lesevenner").get_by_text("Personalet: Fellestida").wait_for()
    assert idea(page, "Lesevenner").get_by_text("Innen 15. januar").count() == 0
    idea(other, "Lesevenner").get_by_role("button", name="Endre").click()
    theirs = other.locator("li.idea")
    theirs.get_by_label("Hva vil dere gjøre?").fill("Lesevenner på 2. trinn")
    theirs.get_by_label("Hvem gjør det?").fill("")
    theirs.get_by_role("button", name="Lagre").click()
    for each in (page, other):
        idea(each, "Lesevenner på 2. trinn").get_by_text("Innen 1. februar").wait_for()
        assert idea(each, "Lesevenner").get_by_text("Hvem: ").count() == 0
    made = Contribution.objects.get()
    assert made.more == {"who": "", "due_on": "2027-02-01", "reach": "Fellestida"}


def test_the_scribe_writes_for_all_and_the_others_see_it(cast: Cast, phone: Open) -> None:
    session = open_room(cast)
    scribe, other = phone(session, name="Siri"), phone(session)
    go(session, "plansje")
    press(scribe, "Jeg er skriver")
    other.get_by_text("Siri skriver for dere nå.").wait_for()
    assert other.locator("textarea").count() == 0
    scribe.get_by_label("Det dere vil vise de andre").fill("Vi leser")
    press(scribe, "Legg til")
    other.get_by_text("Vi leser").wait_for()
    press(scribe, "Skriv videre")
    scribe.get_by_label("Det dere vil vise de andre").fill("Vi leser hver dag")
    other.get_by_text("Vi leser hver dag").wait_for()
    check_page(scribe)
    press(scribe, "Ferdig")
    assert Contribution.objects.get().text == "Vi leser hver dag"


def test_without_network_it_says_so_and_what_is_written_is_sent_later(cast: Cast, phone: Open) -> None:
    session = open_room(cast)
    go(session, "skriv")
    page = phone(session)
    page.context.set_offline(True)
    page.get_by_text("Ikke på nett. Alt du skriver, tas vare på her.").wait_for()
    page.get_by_label("Skriv én idé").fill("Skrevet i tunnelen")
    press(page, "Legg til")
    idea(page, "Skrevet i tunnelen").get_by_text("sendes …").wait_for()
    page.get_by_text("1 ting venter på å bli sendt.").wait_for()
    check_page(page)
    assert not Contribution.objects.exists()
    page.context.set_offline(False)
    idea(page, "Skrevet i tunnelen").get_by_text("sendt", exact=True).wait_for()
    page.get_by_text("Ikke på nett.").wait_for(state="detached")
    assert Contribution.objects.get().text == "Skrevet i tunnelen"


def test_one_looks_back_and_never_ahead(cast: Cast, phone: Open) -> None:
    session = open_room(cast)
    go(session, "skriv")
    page = phone(session)
    add(page, "Skriv én idé", "Lesevenner")
    go(session, "runde")
    heading(page, "Legg fram én av ideene dine.")
    press(page, "Bord 1 Meny")
    assert page.get_by_role("button", name="Sorter i temaer").count() == 0
    assert "Sorter i temaer" not in page.content()
    press(page, "Skriv alene")
    heading(page, "Skriv alene")
    idea(page, "Lesevenner").wait_for()
    check_page(page)
    press(page, "Tilbake til oppgaven")
    page.get_by_text("Det er din tur").wait_for()


def test_the_clock_stands_when_it_is_paused(cast: Cast, phone: Open) -> None:
    session = open_room(cast)
    go(session, "skriv")
    page = phone(session)
    pause(session=session, by=cast.liv, now=timezone.now())
    page.get_by_text("Klokka står").wait_for()
    stands = page.locator(".clock").text_content()
    page.wait_for_timeout(1500)
    assert page.locator(".clock").text_content() == stands


def test_when_little_time_is_left_it_is_felt_and_said_once(cast: Cast, phone: Open) -> None:
    session = open_room(cast)
    go(session, "skriv")
    page = phone(session)
    page.evaluate("() => { window.felt = []; navigator.vibrate = (one) => felt.push(one.join(' ')); }")
    for share, felt in ((0.2, "200"), (0.05, "200 120 200"), (0, "400")):
        left = timedelta(seconds=600 * share + 1.5)
        session.tables.update(ends_at=timezone.now() + left)
        tell(session.pk)
        page.wait_for_function("(felt) => window.felt.at(-1) === felt", arg=felt)
    assert page.evaluate("felt") == ["200", "200 120 200", "400"]
    assert page.locator("#said").text_content() == "Tiden er ute."
    check_page(page)


def test_on_a_thin_network_the_first_idea_is_sent_within_twenty_seconds(
    live: str, cast: Cast, page_for: Open
) -> None:
    """Slow 4G as browsers simulate it, with an empty cache."""
    session = open_room(cast)
    go(session, "skriv")
    page = page_for(None)
    network = {"offline": False, "latency": 400, "downloadThroughput": 51_200, "uploadThroughput": 51_200}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", network)
    began = time.monotonic()
    page.goto(f"/rom/{session.code}/")
    page.get_by_text("1", exact=True).click()
    page.get_by_role("button", name="Bli med").click()
    add(page, "Skriv én idé", "Lese høyt hver dag")
    assert time.monotonic() - began <= 20
    assert Contribution.objects.get().text == "Lese høyt hver dag"


def test_roles_are_taken_and_laid_down(cast: Cast, phone: Open) -> None:
    session = open_room(cast)
    page, other = phone(session, name="Kari"), phone(session)
    press(page, "Bord 1 Meny")
    press(page, "Ta rollen: tidtaker")
    press(page, "Legg fra deg rollen: tidtaker")
    press(page, "Ta rollen: tidtaker")
    press(other, "Bord 1 Meny")
    other.get_by_text("Har rollen: Kari").wait_for()
    check_page(other)
    assert other.get_by_role("button", name="Ta rollen: tidtaker").count() == 0


def test_one_changes_table_and_leaves_and_comes_back(cast: Cast, phone: Open) -> None:
    session = open_room(cast)
    page = phone(session)
    press(page, "Bord 1 Meny")
    press(page, "Bord 2")
    page.get_by_text("Du sitter ved bord 2.").wait_for()
    press(page, "Bord 2 Meny")
    press(page, "Gå fra økta")
    press(page, "Gå fra økta")
    page.get_by_text("Hvilket bord sitter du ved?").wait_for()
    press(page, "Bli med")
    page.get_by_text("Du sitter ved bord 2.").wait_for()
    assert Participant.objects.get().left_at is None
