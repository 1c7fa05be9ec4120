"""The mandate and its versions."""

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.networks import actions
from redthread.networks.mandate_changes import changed_words
from redthread.networks.models import Mandate
from redthread.testing.cast import Cast


def write(
    cast: Cast, expected_version: int = 0, purpose: str = "Lære av hverandre", **fields: str
) -> Mandate:
    return actions.write_mandate(
        network=cast.network,
        expected_version=expected_version,
        purpose=purpose,
        by=cast.liv,
        now=timezone.now(),
        **fields,  # type: ignore[arg-type]
    )


def page_of(cast: Cast) -> str:
    return f"/nettverk/{cast.network.slug}/mandat/"


def typed(expected_version: int, purpose: str, **fields: str) -> dict[str, str]:
    return {"expected_version": str(expected_version), "purpose": purpose} | fields


def test_versions_are_added_and_never_changed(cast: Cast) -> None:
    first = write(cast)
    second = write(cast, 1, "Lære av det vi prøver", changed_why="Etter evalueringen")
    first.refresh_from_db()
    assert (first.purpose, first.version) == ("Lære av hverandre", 1)
    assert (second.purpose, second.version) == ("Lære av det vi prøver", 2)


def test_a_change_says_why(cast: Cast) -> None:
    write(cast)
    with pytest.raises(RuleError, match="hvorfor mandatet endres"):
        write(cast, 1, changed_why=" ")
    assert Mandate.objects.count() == 1


def test_two_who_save_at_once_never_lose_one(cast: Cast) -> None:
    write(cast)
    theirs = write(cast, 1, "Livs tekst", changed_why="Liv")
    with pytest.raises(actions.MandateMovedOn) as moved:
        write(cast, 1, "Monas tekst", changed_why="Mona")
    assert moved.value.latest == theirs
    assert Mandate.objects.count() == 2


def test_a_leader_writes_the_first_version_with_links(cast: Cast, as_person: type[SignedInClient]) -> None:
    client = as_person(cast.liv)
    assert "Skriv mandatet" in client.get(page_of(cast)).content.decode()
    form = typed(0, "Lære sammen", links="Oppvekstplan 2026 https://fjordvik.example/plan\n")
    assert client.post(page_of(cast) + "ny-versjon/", form)["Location"] == page_of(cast)
    text = client.get(page_of(cast)).content.decode()
    assert "Lære sammen" in text
    assert '<a href="https://fjordvik.example/plan" rel="noopener noreferrer">Oppvekstplan 2026</a>' in text
    assert "Versjon 1" in text
    form_again = client.get(page_of(cast) + "ny-versjon/").content.decode()
    assert "Oppvekstplan 2026 https://fjordvik.example/plan" in form_again


def test_wrong_input_names_the_line_and_keeps_the_text(cast: Cast, as_person: type[SignedInClient]) -> None:
    links = "Plan https://x.example/\nbare tekst\n"
    form = typed(0, "", expectations="Vi møter forberedt", links=links)
    text = as_person(cast.liv).post(page_of(cast) + "ny-versjon/", form).content.decode()
    assert "Skriv hvorfor nettverket finnes" in text
    assert "Linje 2 mangler en lenke" in text
    assert "Vi møter forberedt" in text
    assert not Mandate.objects.exists()


def test_a_link_that_runs_script_is_refused(cast: Cast, as_person: type[SignedInClient]) -> None:
    form = typed(0, "Lære", links="Plan javascript:alert(1)")
    text = as_person(cast.liv).post(page_of(cast) + "ny-versjon/", form).content.decode()
    assert "Linje 1 mangler en lenke" in text


def test_the_later_of_two_sees_both_texts_and_can_save(cast: Cast, as_person: type[SignedInClient]) -> None:
    write(cast)
    write(cast, 1, "Lære av det vi prøver hjemme", changed_why="Liv")
    client = as_person(cast.liv)
    mine = typed(1, "Lære av det vi tør prøve", changed_why="Mona")
    text = client.post(page_of(cast) + "ny-versjon/", mine).content.decode()
    assert "lagret en ny versjon mens du skrev" in text
    assert "Lære av det vi tør prøve</textarea>" in text
    assert "hjemme</ins>" in text
    assert 'name="expected_version" value="2"' in text
    client.post(page_of(cast) + "ny-versjon/", mine | {"expected_version": "2"})
    assert list(Mandate.objects.values_list("version", "purpose")) == [
        (3, "Lære av det vi tør prøve"),
        (2, "Lære av det vi prøver hjemme"),
        (1, "Lære av hverandre"),
    ]


def test_old_versions_stay_readable_and_show_what_changed(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    write(cast, time_frame="En halv dag hver sjette uke")
    write(cast, 1, time_frame="En hel dag hver sjette uke", changed_why="For kort tid")
    client = as_person(cast.eva)
    latest = client.get(page_of(cast)).content.decode()
    assert "For kort tid" in latest
    assert '<del><span class="sr-only">tatt ut:</span>halv</del>' in latest
    assert '<ins><span class="sr-only">nytt:</span>hel</ins>' in latest
    old = client.get(page_of(cast) + "1/").content.decode()
    assert "En halv dag hver sjette uke" in old
    assert "tidligere versjon" in old
    assert "Skriv ny versjon" not in old
    assert client.get(page_of(cast) + "9/").status_code == 404


@given(st.text("ab \n", max_size=60), st.text("ab \n", max_size=60))
def test_the_pieces_give_back_both_texts(old: str, new: str) -> None:
    pieces = changed_words(old, new)
    assert "".join(p.text for p in pieces if p.kind != "gone") == new
    assert "".join(p.text for p in pieces if p.kind != "new") == old
