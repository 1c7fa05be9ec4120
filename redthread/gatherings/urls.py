"""Addresses of gatherings: planning first, then what happens at and after the gathering."""

from django.urls import URLPattern, path

from redthread.gatherings.views import (
    agenda,
    answers,
    approvals,
    attendance,
    balance,
    blocks,
    changes,
    commitments,
    day_templates,
    feeds,
    gatherings,
    groups,
    invitations,
    method_changes,
    methods,
    minutes,
    outcomes,
    pair_wishes,
    poll_answers,
    preparation,
    proposals,
    since_last,
)
from redthread.gatherings.views import (
    polls as poll_pages,
)
from redthread.gatherings.views import results as result_pages

app_name = "gatherings"

ALL = "nettverk/<slug:slug>/samlinger/"
ONE = f"{ALL}<str:pk>/"
TEMPLATES = "nettverk/<slug:slug>/programmaler/"

planning: list[URLPattern] = [
    path(ALL, gatherings.gathering_list, name="list"),
    path(f"{ALL}ny/", changes.new, name="new"),
    path(ONE, gatherings.gathering, name="gathering"),
    path(f"{ONE}kalender.ics", gatherings.calendar, name="calendar"),
    path(f"{ONE}endring/", changes.edit, name="edit"),
    path(f"{ONE}publisering/", changes.publish, name="publish"),
    path(f"{ONE}flytting/", changes.move, name="move"),
    path(f"{ONE}avlysning/", changes.cancel, name="cancel"),
    path(f"{ONE}forslag/", proposals.proposals, name="proposals"),
    path(f"{ONE}forslag/<str:proposal>/svar/", proposals.proposal_answer, name="proposal_answer"),
    path(f"{ONE}siden-sist/", since_last.since_last, name="since_last"),
]

# The programme of a day, what networks keep of programmes, and the balance of time.
designing: list[URLPattern] = [
    path(f"{ONE}program/", agenda.agenda, name="agenda"),
    path(f"{ONE}program/innhenting/", agenda.bring_in, name="bring_in"),
    path(f"{ONE}program/metode/", agenda.method_in, name="method_in"),
    path(f"{ONE}program/utfylling/", agenda.item_fill, name="item_fill"),
    path(f"{ONE}program/mal/", day_templates.template_new, name="template_new"),
    path(f"{ONE}program/<str:item>/", agenda.item, name="item"),
    path(f"{ONE}program/<str:item>/plass/", blocks.item_move, name="item_move"),
    path(f"{ONE}program/<str:item>/minutter/", blocks.item_minutes, name="item_minutes"),
    path(f"{ONE}program/<str:item>/sletting/", blocks.item_remove, name="item_remove"),
    path(TEMPLATES, day_templates.day_templates, name="day_templates"),
    path(f"{TEMPLATES}<str:pk>/", day_templates.day_template, name="day_template"),
    path(f"{TEMPLATES}<str:pk>/deling/", day_templates.day_template_share, name="day_template_share"),
    path(f"{TEMPLATES}<str:pk>/sletting/", day_templates.day_template_remove, name="day_template_remove"),
    path("nettverk/<slug:slug>/tidsfordeling/", balance.balance, name="balance"),
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

# A date that suits most: asked about by those who plan, answered by an address in a mail.
POLLS = "nettverk/<slug:slug>/datoer/"
polls: list[URLPattern] = [
    path(POLLS, poll_pages.poll_list, name="poll_list"),
    path(f"{POLLS}ny/", poll_pages.poll_new, name="poll_new"),
    path(f"{POLLS}<str:pk>/", poll_pages.poll, name="poll"),
    path(f"{POLLS}<str:pk>/endring/", poll_pages.poll_edit, name="poll_edit"),
    path(f"{POLLS}<str:pk>/utsending/", poll_pages.poll_send, name="poll_send"),
    path(f"{POLLS}<str:pk>/gjester/", poll_pages.poll_guests, name="poll_guests"),
    path(f"{POLLS}<str:pk>/tilbaketrekking/", poll_pages.poll_withdraw, name="poll_withdraw"),
    path(f"{POLLS}<str:pk>/valg/<str:option>/", poll_pages.poll_close, name="poll_close"),
    path("dato/<str:token>/", poll_answers.poll_answer, name="poll_answer"),
    path("dato/gjest/<str:token>/", poll_answers.poll_open_answer, name="poll_open_answer"),
]

# What to do before the gathering, and who says that they are ready.
PREPARE = f"{ONE}forberedelse/"
preparing: list[URLPattern] = [
    path(PREPARE, preparation.preparation, name="preparation"),
    path(f"{PREPARE}sending/", preparation.preparation_send, name="preparation_send"),
    path(
        f"{ONE}program/<str:item>/forberedelse/<slug:kind>/",
        preparation.preparation_new,
        name="preparation_new",
    ),
    path(f"{PREPARE}<str:preparation>/fil/", preparation.preparation_file, name="preparation_file"),
    path(f"{PREPARE}<str:preparation>/klar/", preparation.preparation_ready, name="preparation_ready"),
    path(f"{PREPARE}<str:preparation>/sletting/", preparation.preparation_remove, name="preparation_remove"),
]

# Published results, on the item where they are understood together.
RESULTS = f"{ONE}program/<str:item>/resultater/"
results: list[URLPattern] = [
    path(RESULTS, result_pages.results, name="results"),
    path(f"{RESULTS}ny/", result_pages.results_new, name="results_new"),
    path(f"{RESULTS}<str:table>/sletting/", result_pages.results_remove, name="results_remove"),
]

# Who comes, by the link in the mail or on the page, and calendars that follow by address.
MY_CALENDARS = "meg/kalender/"
inviting: list[URLPattern] = [
    path(f"{ONE}svar/", invitations.answer, name="answer"),
    path(f"{ONE}beskjed/", invitations.send_news, name="send_news"),
    path("svar/<str:token>/", invitations.answer_link, name="answer_link"),
    path("kalender/<str:token>.ics", feeds.feed, name="feed"),
    path(MY_CALENDARS, feeds.feeds, name="feeds"),
    path(f"{MY_CALENDARS}<str:pk>/fornying/", feeds.feed_renew, name="feed_renew"),
    path(f"{MY_CALENDARS}<str:pk>/sletting/", feeds.feed_end, name="feed_end"),
]

# Ways of working together: the library, the network's own, and those that other networks share.
METHODS = "nettverk/<slug:slug>/metoder/"
METHOD = f"{METHODS}<str:pk>/"
method_pages: list[URLPattern] = [
    path(METHODS, methods.methods, name="methods"),
    path(f"{METHODS}ny/", method_changes.method_new, name="method_new"),
    path(f"{METHODS}bibliotek/<slug:key>/", methods.library_card, name="method_library"),
    path(f"{METHODS}bibliotek/<slug:key>/kopi/", methods.copy_library_method, name="method_library_copy"),
    path(f"{METHODS}andre/<str:pk>/", methods.shared_method, name="method_shared"),
    path(f"{METHODS}andre/<str:pk>/kopi/", methods.copy_shared_method, name="method_shared_copy"),
    path(METHOD, methods.method, name="method"),
    path(f"{METHOD}kopi/", methods.copy_method, name="method_copy"),
    path(f"{METHOD}endring/", method_changes.method_edit, name="method_edit"),
    path(f"{METHOD}faser/", method_changes.method_phases, name="method_phases"),
    path(f"{METHOD}faser/ny/", method_changes.method_phase_new, name="method_phase_new"),
    path(f"{METHOD}deling/", method_changes.method_share, name="method_share"),
    path(f"{METHOD}deling/tilbaketrekking/", method_changes.method_unshare, name="method_unshare"),
    path(f"{METHOD}bortlegging/", method_changes.method_put_away, name="method_put_away"),
]

# Who sits together, and what those who plan wish about it.
grouping: list[URLPattern] = [
    path(f"{ONE}bord/", groups.tables, name="tables"),
    path(f"{ONE}grupper/", groups.groups, name="groups"),
    path(f"{ONE}grupper/<str:grouping>/", groups.grouping, name="grouping"),
    path(f"{ONE}grupper/<str:grouping>/plass/", groups.group_move, name="group_move"),
    path(f"{ONE}grupper/<str:grouping>/lasing/", groups.group_keep, name="group_keep"),
    path(f"{ONE}grupper/<str:grouping>/angring/", groups.group_undo, name="group_undo"),
    path(f"{ONE}grupper/<str:grouping>/omsetting/", groups.group_again, name="group_again"),
    path(f"{ONE}grupper/<str:grouping>/oppmote/", groups.group_here, name="group_here"),
    path(f"{ONE}grupper/<str:grouping>/visning/", groups.group_show, name="group_show"),
    path(f"{ONE}grupper/<str:grouping>/sletting/", groups.group_remove, name="group_remove"),
    path("nettverk/<slug:slug>/bordonsker/", pair_wishes.pair_wishes, name="pair_wishes"),
]

urlpatterns: list[URLPattern] = [
    *planning,
    *designing,
    *at_the_gathering,
    *polls,
    *preparing,
    *results,
    *inviting,
    *method_pages,
    *grouping,
]
