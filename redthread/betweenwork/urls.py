"""Addresses of between-work. A desk's pages stand twice: for those who sign in, and for the mailed link."""

from django.urls import path

from redthread.betweenwork.views import (
    assignments,
    letters,
    lineage,
    photos,
    releases,
    staff_answers,
    staff_kits,
    summaries,
    try_out_steps,
    try_outs,
)
from redthread.betweenwork.views.ways_in import by_link, new_link, signed_in

app_name = "betweenwork"

GATHERING = "nettverk/<slug:slug>/samlinger/<str:pk>"
ALL = "nettverk/<slug:slug>/mellomarbeid"
ONE = f"{ALL}/<str:pk>"
DESK = f"{ONE}/oppsummering/<str:line>"
TRY_OUTS = "nettverk/<slug:slug>/utprovinger"
TRY_OUT = f"{TRY_OUTS}/<str:pk>"
LETTERS = "nettverk/<slug:slug>/manedsbrev"
KITS = "nettverk/<slug:slug>/personalpakker"
KIT = f"{KITS}/<str:pk>"
LINK = "oppsummering/<str:token>"

urlpatterns = [
    path(f"{GATHERING}/mellomarbeid/", assignments.plan, name="plan"),
    path(f"{GATHERING}/referat/laasing/", assignments.lock, name="lock"),
    path(f"{ALL}/", assignments.all_assignments, name="list"),
    path(f"{ONE}/", assignments.assignment, name="assignment"),
    path(f"{ONE}/bilde/<str:photo>/", photos.shown_photo, name="shown_photo"),
    path(f"{DESK}/", signed_in(summaries.summary), name="summary"),
    path(f"{DESK}/bilde/", signed_in(photos.photo), name="photo"),
    path(f"{DESK}/bilde/sletting/", signed_in(photos.photo_removal), name="photo_removal"),
    path(f"{DESK}/ferdigstilling/", signed_in(releases.release), name="release"),
    path(f"{DESK}/skoleeier/", signed_in(releases.owner), name="owner"),
    path(f"{DESK}/tilbaketrekking/", signed_in(releases.revoke), name="revoke"),
    path(f"{DESK}/lenke/sletting/", signed_in(summaries.close_own_links), name="links_closed"),
    path("utprovinger/spredning/", lineage.spread_everywhere, name="spread_everywhere"),
    path(f"{TRY_OUTS}/", try_outs.all_try_outs, name="try_outs"),
    path(f"{TRY_OUTS}/ny/", try_outs.new, name="try_out_new"),
    path(f"{TRY_OUTS}/spredning/", lineage.spread, name="spread"),
    path(f"{TRY_OUT}/", try_outs.try_out, name="try_out"),
    path(f"{TRY_OUT}/endring/", try_outs.change, name="try_out_change"),
    path(f"{TRY_OUT}/opphav/", try_outs.source, name="try_out_source"),
    path(f"{TRY_OUT}/slekt/", lineage.family, name="family"),
    path(f"{TRY_OUT}/spiral/", try_out_steps.element, name="try_out_element"),
    path(f"{TRY_OUT}/resultat/", try_out_steps.result, name="try_out_result"),
    path(f"{TRY_OUT}/igjen/", try_out_steps.again, name="try_out_again"),
    path(f"{TRY_OUT}/takk/", try_out_steps.thanks, name="try_out_thanks"),
    path(f"{TRY_OUT}/deltakelse/", try_out_steps.taking_part, name="try_out_taking_part"),
    path(f"{TRY_OUT}/ferdigstilling/", try_out_steps.release, name="try_out_release"),
    path(f"{TRY_OUT}/tilbaketrekking/", try_out_steps.revoke, name="try_out_revoke"),
    path(f"{TRY_OUT}/fjerning/", try_out_steps.withdraw, name="try_out_withdraw"),
    path(f"{LINK}/", by_link(summaries.summary), name="summary_link"),
    path(f"{LINK}/bilde/", by_link(photos.photo), name="link_photo"),
    path(f"{LINK}/bilde/sletting/", by_link(photos.photo_removal), name="link_photo_removal"),
    path(f"{LINK}/ferdigstilling/", by_link(releases.release), name="link_release"),
    path(f"{LINK}/tilbaketrekking/", by_link(releases.revoke), name="link_revoke"),
    path(f"{LINK}/ny-lenke/", new_link, name="new_link"),
    path(f"{KITS}/", staff_kits.staff_kits, name="staff_kits"),
    path(f"{KITS}/ny/", staff_kits.new, name="staff_kit_new"),
    path(f"{KIT}/", staff_kits.staff_kit, name="staff_kit"),
    path(f"{KIT}/qr.svg", staff_kits.qr, name="staff_kit_qr"),
    path(f"{KIT}/lukking/", staff_kits.close, name="staff_kit_close"),
    path(f"{KIT}/aapning/", staff_kits.reopen, name="staff_kit_reopen"),
    path(f"{KIT}/svar/fjerning/", staff_kits.text_removal, name="staff_kit_text_removal"),
    path(f"{KIT}/oppsummering/", staff_kits.essence, name="staff_kit_essence"),
    path(f"{LETTERS}/", letters.letters, name="letters"),
    path(f"{LETTERS}/ny/", letters.new, name="letter_new"),
    path(f"{LETTERS}/<str:pk>/", letters.letter, name="letter"),
    path(f"{LETTERS}/<str:pk>/utkast/", letters.writing, name="letter_writing"),
    path(f"{LETTERS}/<str:pk>/sending/", letters.sending, name="letter_sending"),
    path("personal/", staff_answers.code, name="staff_code"),
    path("personal/<str:code>/", staff_answers.answer, name="staff_answer"),
    path("personal/<str:code>/takk/", staff_answers.thanks, name="staff_thanks"),
]
