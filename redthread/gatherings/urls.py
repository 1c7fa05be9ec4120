"""Addresses of gatherings: planning first, then what happens at and after the gathering."""

from django.urls import URLPattern, path

from redthread.gatherings.views import answers, approvals, attendance, commitments, minutes, outcomes

app_name = "gatherings"

ALL = "nettverk/<slug:slug>/samlinger/"
ONE = f"{ALL}<str:pk>/"

planning: list[URLPattern] = []

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
