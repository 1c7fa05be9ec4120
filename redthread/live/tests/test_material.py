"""Raw material: one reads what was laid out where one sat, and nothing else."""

from __future__ import annotations

from django.urls import reverse

from conftest import SignedInClient
from redthread.live.tests.running import Run, run
from redthread.people.models import Person
from redthread.testing.cast import Cast


def two_tables(cast: Cast) -> Run:
    """Mona and Rita at a table each; each says one thing, and Mona keeps one to herself."""
    at = run(cast)
    mona, rita = at.sit(1, person=cast.mona), at.sit(2, person=cast.rita)
    at.go_to("skriv")
    at.write(mona, "skriv", "Dette beholder jeg")
    at.go_to("runde")
    at.say("runde", mona, "Fast tid på Åsen")
    at.say("runde", rita, "Vikarpool")
    return at


def read(at: Run, person: Person, words: str = "") -> str:
    gathering = at.session.gathering
    url = reverse("live:material", args=[gathering.network.slug, gathering.public_id])
    return SignedInClient(person).get(url, {"sok": words}).content.decode()


def sees(page: str) -> set[str]:
    return {text for text in ("Fast tid på Åsen", "Vikarpool", "Dette beholder jeg") if text in page}


def test_each_reads_the_own_table_and_the_leader_all_tables_when_it_is_closed(cast: Cast) -> None:
    at = two_tables(cast)
    people = {"mona": cast.mona, "rita": cast.rita, "mads": cast.mads, "liv": cast.liv}
    assert {name: sees(read(at, person)) for name, person in people.items()} == {
        "mona": {"Fast tid på Åsen"},
        "rita": {"Vikarpool"},
        "mads": set(),
        "liv": set(),
    }
    at.close()
    assert {name: sees(read(at, person)) for name, person in people.items()} == {
        "mona": {"Fast tid på Åsen"},
        "rita": {"Vikarpool"},
        "mads": set(),
        "liv": {"Fast tid på Åsen", "Vikarpool"},
    }


def test_words_are_found_however_they_are_written(cast: Cast) -> None:
    at = two_tables(cast)
    at.close()
    assert sees(read(at, cast.liv, "ÅSEN fast")) == {"Fast tid på Åsen"}
    assert sees(read(at, cast.liv, "pool")) == {"Vikarpool"}
    nothing = read(at, cast.liv, "<script>")
    assert sees(nothing) == set()
    assert "&lt;script&gt;" in nothing


def test_what_is_taken_off_the_screens_is_not_in_the_material(cast: Cast) -> None:
    at = two_tables(cast)
    at.session.contributions.filter(text="Vikarpool").update(is_hidden=True)
    at.close()
    assert sees(read(at, cast.rita)) == set()
    assert sees(read(at, cast.liv)) == {"Fast tid på Åsen"}


def test_one_who_left_still_reads_the_own_table(cast: Cast) -> None:
    at = two_tables(cast)
    at.session.participants.update(left_at=at.now)
    assert sees(read(at, cast.mona)) == {"Fast tid på Åsen"}


def test_the_gathering_leads_to_it_for_those_who_have_something_there(cast: Cast) -> None:
    at = two_tables(cast)
    gathering = at.session.gathering

    def is_led_there(person: Person) -> bool:
        page = SignedInClient(person).get(gathering.get_absolute_url()).content.decode()
        return reverse("live:material", args=[gathering.network.slug, gathering.public_id]) in page

    people = {"mona": cast.mona, "mads": cast.mads, "liv": cast.liv}
    assert {name for name, person in people.items() if is_led_there(person)} == {"mona"}
    at.close()
    assert {name for name, person in people.items() if is_led_there(person)} == {"mona", "liv"}


def test_somebody_who_was_nowhere_is_told_so(cast: Cast) -> None:
    assert "ingenting til deg ennå" in read(two_tables(cast), cast.mads)
