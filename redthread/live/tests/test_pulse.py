"""The pulse: read by those who plan when five have written, and answered at the next gathering."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.live.actions.pulse import (
    add_pulse_answer,
    recall_pulse,
    release_pulse,
    remove_pulse_answer,
)
from redthread.live.actions.writing import take_back
from redthread.live.material import shown_to_person
from redthread.live.models import PulseAnswer
from redthread.live.pieces import pieces_of
from redthread.live.pulse import pulses
from redthread.live.reading import read_room
from redthread.live.tests.running import Run, run
from redthread.sharing.models import Release
from redthread.testing import make
from redthread.testing.cast import Cast


def answered(cast: Cast, people: int) -> Run:
    at = run(cast, "puls", tables=1)
    there = [at.sit() for _ in range(people)]
    at.go_to("nyttig")
    for number, one in enumerate(there):
        at.write(one, "nyttig", f"Svar {number}")
    return at


def test_five_answers_are_read_and_four_are_not_and_it_says_why(cast: Cast) -> None:
    few, enough = answered(cast, 4), answered(cast, 5)
    for at in (few, enough):
        assert "pågår" in pulses([at.session])[0].hidden_why
        at.close()
    hidden, shown = pulses([few.session])[0], pulses([enough.session])[0]
    assert (hidden.questions, "Færre enn 5" in hidden.hidden_why) == ([], True)
    first, second = shown.questions
    assert (sorted(first.texts), second.texts) == ([f"Svar {n}" for n in range(5)], [])


def test_one_phone_answers_each_question_once_so_that_answers_are_people(cast: Cast) -> None:
    at = answered(cast, 1)
    with pytest.raises(RuleError, match="Du har svart"):
        at.write(at.people[0], "nyttig", "En gang til")
    with pytest.raises(RuleError, match="Last siden"):
        at.write(at.people[0], "nyttig", "Uten penn", pen="")
    at.go_to("endre")
    at.write(at.people[0], "endre", "Mer tid")


def test_late_answers_do_not_make_it_five(cast: Cast) -> None:
    at = answered(cast, 4)
    late = at.sit()
    at.close()
    at.write(late, "nyttig", "Fra bussen")
    assert pulses([at.session])[0].questions == []


def test_answers_are_on_no_other_page_than_the_pulse(cast: Cast) -> None:
    at = answered(cast, 6)
    at.close()
    assert pieces_of(read_room(at.session)) == []
    assert shown_to_person([at.session], cast.liv, is_leader=True) == {at.session.pk: []}


def url(at: Run, name: str = "pulse", *more: str) -> str:
    gathering = at.session.gathering
    return reverse(f"live:{name}", args=[gathering.network.slug, gathering.public_id, *more])


def test_the_page_shows_answers_without_table_and_name(cast: Cast, as_person: type[SignedInClient]) -> None:
    at = answered(cast, 5)
    at.close()
    page = as_person(cast.liv).get(url(at)).content.decode()
    assert all(f"Svar {number}" in page for number in range(5))
    assert "Bord 1" not in page
    assert as_person(cast.mona).get(url(at)).status_code == 403


def test_what_is_answered_stands_on_the_next_since_last_when_it_is_released(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at = answered(cast, 5)
    at.close()
    liv = as_person(cast.liv)
    following = make.gathering(cast.network, starts_at=at.now + timedelta(days=40))
    later = make.gathering(cast.network, starts_at=at.now + timedelta(days=80))

    def told(gathering: object, name: str = "since_last") -> bool:
        address = reverse(f"gatherings:{name}", args=[cast.network.slug, gathering.public_id])  # type: ignore[attr-defined]
        return "endrer" in as_person(cast.rita).get(address).content.decode()

    liv.post(url(at), {"said": "For lite tid ved bordene", "change": "Vi tar bort ett innlegg"})
    assert not told(following)
    assert liv.post(url(at, "pulse_release")).status_code == 302
    assert (told(following), told(following, "gathering"), told(later)) == (True, True, False)
    page = as_person(cast.rita).get(
        reverse("gatherings:since_last", args=[cast.network.slug, following.public_id])
    )
    assert "For lite tid ved bordene" in page.content.decode()
    assert "Vi tar bort ett innlegg" in page.content.decode()
    liv.post(url(at, "pulse_recall"))
    assert not told(following)


def test_pressed_twice_it_is_one_pair_and_one_release(cast: Cast) -> None:
    at = answered(cast, 1)
    gathering = at.session.gathering
    with pytest.raises(RuleError, match="ikke skrevet noe"):
        release_pulse(gathering=gathering, by=cast.liv, now=at.now)
    pairs = [
        add_pulse_answer(gathering=gathering, said="Mer tid", change="Ja", by=cast.liv, now=at.now)
        for _ in range(2)
    ]
    assert pairs[0] == pairs[1]
    releases = [release_pulse(gathering=gathering, by=cast.liv, now=at.now) for _ in range(2)]
    assert releases[0] == releases[1]
    remove_pulse_answer(answer=pairs[0], by=cast.liv, now=at.now)
    recall_pulse(gathering=gathering, by=cast.liv, now=at.now)
    recall_pulse(gathering=gathering, by=cast.liv, now=at.now)
    assert not PulseAnswer.objects.exists()
    assert not Release.objects.standing().exists()


def test_wrong_input_explains_itself(cast: Cast, as_person: type[SignedInClient]) -> None:
    at = answered(cast, 1)
    page = as_person(cast.liv).post(url(at), {"said": "", "change": ""}).content.decode()
    assert "Skriv med egne ord hva flere sa." in page
    assert not PulseAnswer.objects.exists()


def test_a_pair_is_removed_through_its_own_gathering(cast: Cast, as_person: type[SignedInClient]) -> None:
    at, other = answered(cast, 1), answered(cast, 1)
    pair = add_pulse_answer(
        gathering=at.session.gathering, said="Mer tid", change="Ja", by=cast.liv, now=at.now
    )
    liv = as_person(cast.liv)
    assert liv.post(url(other, "pulse_answer_remove", pair.public_id)).status_code == 404
    assert liv.post(url(at, "pulse_answer_remove", pair.public_id)).status_code == 302
    assert not PulseAnswer.objects.exists()


def test_one_seat_answers_once_whatever_pen_it_writes_with(cast: Cast) -> None:
    at = answered(cast, 1)
    with pytest.raises(RuleError, match="Du har svart"):
        at.write(at.people[0], "nyttig", "Med en annen penn", pen="another-pen")
    assert at.session.contributions.count() == 1


def test_a_seat_that_is_taken_after_the_question_was_asked_does_not_help_to_make_it_five(cast: Cast) -> None:
    at = answered(cast, 4)
    for number in range(3):
        at.write(at.sit(), "nyttig", f"Inn igjen {number}")
    at.close()
    told = pulses([at.session])[0]
    assert (told.questions, "Færre enn 5" in told.hidden_why) == ([], True)
    assert at.session.contributions.count() == 7


def test_who_comes_late_is_read_when_five_others_have_answered(cast: Cast) -> None:
    at = answered(cast, 5)
    at.write(at.sit(), "nyttig", "Jeg kom litt sent")
    at.close()
    assert "Jeg kom litt sent" in pulses([at.session])[0].questions[0].texts


def test_an_answer_that_is_taken_back_can_be_written_again(cast: Cast) -> None:
    at = answered(cast, 1)
    one, made = at.people[0], at.session.contributions.get()
    take_back(participant=one, idea=made.public_id, pen=f"pen-of-{one.pk}", now=at.now)
    at.write(one, "nyttig", "Heller dette")
    assert [made.text for made in at.session.contributions.all()] == ["Heller dette"]


def test_who_has_answered_is_forgotten_when_the_session_is_over(cast: Cast) -> None:
    at = answered(cast, 2)
    assert all(one.dots for one in at.session.participants.all())
    at.close()
    assert not any(one.dots for one in at.session.participants.all())
