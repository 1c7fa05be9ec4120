"""Who may vote, by the body's rule, and how the votes fell."""

import pytest

from redthread.core.errors import RuleError
from redthread.gatherings.actions.outcomes import VoteGiven, change_outcome
from redthread.gatherings.minutes_reading import line_of
from redthread.gatherings.models import Outcome, Vote
from redthread.gatherings.tests.meeting import meet
from redthread.gatherings.votes import Count, count, voters
from redthread.networks.models import Body, Network, Seat
from redthread.people.models import Organisation, Person
from redthread.testing import make
from redthread.testing.cast import Cast

RULE = Body.VoteRule


def body(network: Network, rule: str, code: str = "STG") -> Body:
    return Body.objects.create(network=network, code=code, name="Styringsgruppe", vote_rule=rule)


def seat(of: Body, who: Person, municipality: Organisation | None, *, is_voting: bool = True) -> Seat:
    return Seat.objects.create(body=of, person=who, municipality=municipality, is_voting=is_voting)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (RULE.NONE, []),
        (RULE.PER_MEMBER, ["votes for a municipality", "votes for herself"]),
        (RULE.PER_MUNICIPALITY, ["votes for a municipality"]),
    ],
)
def test_the_rule_says_which_seats_vote(rule: str, expected: list[str]) -> None:
    seats = {
        "votes for a municipality": Seat(person_id=1, municipality_id=7, is_voting=True),
        "votes for herself": Seat(person_id=2, municipality_id=None, is_voting=True),
        "only speaks": Seat(person_id=3, municipality_id=7, is_voting=False),
        "only speaks, from PPT": Seat(person_id=4, municipality_id=None, is_voting=False),
    }
    assert voters(rule, seats.values()) == [seats[name] for name in expected]


@pytest.mark.parametrize(
    ("choices", "expected", "leans"),
    [
        (["for", "for", "against", "abstained"], Count(2, 1, 1), "for"),
        (["against", "for", "against"], Count(1, 2, 0), "against"),
        (["for", "abstained", "against", "abstained"], Count(1, 1, 2), "even"),
        ([], Count(0, 0, 0), "even"),
    ],
)
def test_those_who_abstain_count_for_neither_side(choices: list[str], expected: Count, leans: str) -> None:
    assert count(choices) == expected
    assert count(choices).leans == leans
    assert count(choices).given == len(choices)


def test_a_municipality_has_one_vote_and_it_is_kept_with_the_decision(cast: Cast) -> None:
    meeting, steering = meet(cast), body(cast.network, RULE.PER_MUNICIPALITY)
    other = make.owner("Havnes kommune nord")
    seat(steering, cast.mona, cast.owner)
    seat(steering, cast.rita, other)
    seat(steering, cast.mads, cast.owner, is_voting=False)
    votes = [
        VoteGiven(cast.mona, "for"),
        VoteGiven(cast.rita, "against", "  Vi har ikke tid i høst.  "),
    ]
    made = meeting.write("decision", "Felles lesetest i uke 40", body=steering, votes=votes)
    kept = list(made.votes.values_list("person", "municipality", "choice", "reason"))
    assert kept == [
        (cast.mona.pk, cast.owner.pk, "for", ""),
        (cast.rita.pk, other.pk, "against", "Vi har ikke tid i høst."),
    ]
    line = line_of(made)
    assert line.how_decided == "1 for, 1 mot, 0 avsto. Like mange."
    assert [vote.person for vote in line.dissents] == [cast.rita]


def test_a_seat_without_a_vote_cannot_vote(cast: Cast) -> None:
    meeting, steering = meet(cast), body(cast.network, RULE.PER_MUNICIPALITY)
    seat(steering, cast.mona, cast.owner)
    seat(steering, cast.mads, cast.owner, is_voting=False)
    with pytest.raises(RuleError, match="Mads Lund har ikke stemme i STG"):
        meeting.write("decision", "Ja", body=steering, votes=[VoteGiven(cast.mads, "for")])
    assert not Outcome.objects.exists()
    assert not Vote.objects.exists()


def test_where_each_member_has_a_vote_it_is_nobody_elses(cast: Cast) -> None:
    meeting, network_body = meet(cast), body(cast.network, RULE.PER_MEMBER, "FAG")
    seat(network_body, cast.mona, cast.owner)
    seat(network_body, cast.mads, None)
    votes = [VoteGiven(cast.mona, "for"), VoteGiven(cast.mads, "abstained")]
    made = meeting.write("decision", "Ja", body=network_body, votes=votes)
    assert line_of(made).how_decided == "1 for, 0 mot, 1 avsto. Flertallet var for."
    assert set(made.votes.values_list("municipality", flat=True)) == {None}


def test_a_body_from_which_all_vote_against_says_so(cast: Cast) -> None:
    meeting, network_body = meet(cast), body(cast.network, RULE.PER_MEMBER, "FAG")
    seat(network_body, cast.mona, None)
    votes = [VoteGiven(cast.mona, "against", "For tidlig.")]
    made = meeting.write("decision", "Ja", body=network_body, votes=votes)
    assert line_of(made).how_decided == "0 for, 1 mot, 0 avsto. Flertallet var mot."


def test_without_a_rule_agreement_is_the_default_and_needs_no_votes(cast: Cast) -> None:
    made = meet(cast).write("decision", "Vi møtes kl. 8.30")
    assert line_of(made).votes is None
    assert line_of(made).how_decided == "Enighet."


@pytest.mark.parametrize("rule", [None, RULE.NONE])
def test_without_a_rule_only_disagreement_is_written_down(cast: Cast, rule: str | None) -> None:
    meeting = meet(cast)
    decider = body(cast.network, rule, "KOG") if rule is not None else None
    with pytest.raises(RuleError, match="Her stemmes det ikke"):
        meeting.write("decision", "Ja", body=decider, votes=[VoteGiven(cast.mona, "for")])
    made = meeting.write(
        "decision", "Ja", body=decider, votes=[VoteGiven(cast.mona, "against", "Vi rekker det ikke.")]
    )
    line = line_of(made)
    assert (line.votes, line.how_decided) == (None, "Uten avstemning.")
    assert [vote.reason for vote in line.dissents] == ["Vi rekker det ikke."]


def test_a_vote_against_needs_its_reason_and_nothing_is_kept_without(cast: Cast) -> None:
    meeting = meet(cast)
    with pytest.raises(RuleError, match="Skriv hvorfor Mona Vik er uenig"):
        meeting.write("decision", "Ja", votes=[VoteGiven(cast.mona, "against", " ")])
    assert not Outcome.objects.exists()


def test_disagreement_is_for_those_in_the_network(cast: Cast) -> None:
    with pytest.raises(RuleError, match="Stein Rud er ikke med"):
        meet(cast).write("decision", "Ja", votes=[VoteGiven(cast.stein, "against", "Nei.")])


def test_nobody_votes_twice(cast: Cast) -> None:
    votes = [VoteGiven(cast.mona, "against", "Nei."), VoteGiven(cast.mona, "against", "Fortsatt nei.")]
    with pytest.raises(RuleError, match="to ganger"):
        meet(cast).write("decision", "Ja", votes=votes)


def test_only_decisions_have_votes(cast: Cast) -> None:
    with pytest.raises(RuleError, match="Bare vedtak"):
        meet(cast).write("information", "Ja", votes=[VoteGiven(cast.mona, "against", "Nei.")])


def test_changing_a_decision_replaces_its_votes(cast: Cast) -> None:
    made = meet(cast).write("decision", "Ja", votes=[VoteGiven(cast.mona, "against", "Nei.")])
    change_outcome(
        outcome=made,
        text="Kanskje",
        votes=[VoteGiven(cast.rita, "against", "Ikke i år.")],
        by=cast.mona,
        now=made.written_at,
    )
    made.refresh_from_db()
    assert (made.text, made.written_by) == ("Kanskje", cast.mona)
    assert [(vote.person, vote.reason) for vote in made.votes.all()] == [(cast.rita, "Ikke i år.")]
