"""Addresses of gatherings: planning first, then what happens at and after the gathering."""

from django.urls import URLPattern, path

from redthread.gatherings.views import (
    agenda,
    answers,
    approvals,
    attendance,
    changes,
    commitments,
    gatherings,
    minutes,
    outcomes,
    proposals,
    since_last,
)

app_name = "gatherings"

ALL = "nettverk/<slug:slug>/samlinger/"
ONE = f"{ALL}<str:pk>/"

planning: list[URLPattern] = [
    path(ALL, gatherings.gathering_list, name="list"),
    path(f"{ALL}ny/", changes.new, name="new"),
    path(ONE, gatherings.gathering, name="gathering"),
    path(f"{ONE}kalender.ics", gatherings.calendar, name="calendar"),
    path(f"{ONE}endring/", changes.edit, name="edit"),
    path(f"{ONE}publisering/", changes.publish, name="publish"),
    path(f"{ONE}flytting/", changes.move, name="move"),
    path(f"{ONE}avlysning/", changes.cancel, name="cancel"),
    path(f"{ONE}program/", agenda.agenda, name="agenda"),
    path(f"{ONE}program/innhenting/", agenda.bring_in, name="bring_in"),
    path(f"{ONE}program/<str:item>/", agenda.item, name="item"),
    path(f"{ONE}program/<str:item>/plass/", agenda.item_move, name="item_move"),
    path(f"{ONE}program/<str:item>/sletting/", agenda.item_remove, name="item_remove"),
    path(f"{ONE}forslag/", proposals.proposals, name="proposals"),
    path(f"{ONE}forslag/<str:proposal>/svar/", proposals.proposal_answer, name="proposal_answer"),
    path(f"{ONE}siden-sist/", since_last.since_last, name="since_last"),
]

# Attendance, minutes, outcomes, approval, commitments' steps and the owner's answers.
at_the_gathering: list[URLPattern] = [
    path(f"{ONE}oppmote/", attendance.attendance, name="attendance"),
    path(f"{ONE}oppmote/gjester/", attendance.guest_new, name="guest_new"),
    path(f"{ONE}referat/", minutes.minutes, name="minutes"),
    path(f"{ONE}referat/referent/", minutes.minute_taker, name="minute_taker"),
    path(f"{ONE}referat/utfall/", outcomes.outcome_new, name="outcome_new"),
    path(f"{ONE}referat/utfall/<str:outcome>/", outcomes.outcome, name="outcome"),
    path(f"{ONE}referat/utfall/<str:outcome>/sletting/", outcomes.outcome_remove, name="outcome_remove"),
    path(
        f"{ONE}referat/utfall/<str:outcome>/ferdigstilling/",
        answers.proposal_release,
        name="proposal_release",
    ),
    path(
        f"{ONE}referat/utfall/<str:outcome>/tilbaketrekking/", answers.proposal_recall, name="proposal_recall"
    ),
    path(f"{ONE}referat/ferdigstilling/", answers.minutes_release, name="minutes_release"),
    path(f"{ONE}referat/tilbaketrekking/", answers.minutes_recall, name="minutes_recall"),
    path(f"{ONE}referat/godkjenning/", approvals.approve, name="approve"),
    path(f"{ONE}siden-sist/<str:commitment>/", commitments.commitment_step, name="commitment_step"),
    path(
        f"{ONE}siden-sist/<str:commitment>/angring/",
        commitments.commitment_step_undo,
        name="commitment_step_undo",
    ),
    path("skoleeier/<str:pk>/svar/", answers.owner_answer, name="owner_answer"),
]

urlpatterns: list[URLPattern] = [*planning, *at_the_gathering]
