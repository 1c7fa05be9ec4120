"""Addresses of peer help. A talk is reached by the two who are in it, and by nobody else."""

from django.urls import path

from redthread.peers.views import asking, directory, groups, notes, pairs

app_name = "peers"

DIRECTORY = "nettverk/<slug:slug>/hvem-kan-hva"
HELP = "nettverk/<slug:slug>/kollegahjelp"
TALK = f"{HELP}/samtaler/<str:pk>"
PAIR = f"{HELP}/makkerpar/<str:pk>"
NOTES = f"{HELP}/nabohjelp"
GROUPS = f"{HELP}/grupper"

urlpatterns = [
    path(f"{DIRECTORY}/", directory.who_can_what, name="directory"),
    path(f"{DIRECTORY}/mitt/", directory.mine, name="mine"),
    path(f"{DIRECTORY}/mitt/linjer/", directory.lines, name="lines"),
    path(f"{DIRECTORY}/mitt/<str:pk>/visning/", directory.offer_shown, name="offer_shown"),
    path(f"{DIRECTORY}/mitt/<str:pk>/fjerning/", directory.offer_removal, name="offer_removal"),
    path(f"{HELP}/", asking.overview, name="help"),
    path(f"{HELP}/ny/", asking.ask, name="ask"),
    path(f"{TALK}/", asking.talk, name="talk"),
    path(f"{TALK}/melding/", asking.message, name="message"),
    path(f"{TALK}/avslag/", asking.decline, name="decline"),
    path(f"{TALK}/avslutning/", asking.close, name="close"),
    path(f"{TALK}/fjerning/", asking.withdrawal, name="withdrawal"),
    path(f"{HELP}/makkerpar/", pairs.invite, name="pair_new"),
    path(f"{PAIR}/", pairs.pair, name="pair"),
    path(f"{PAIR}/svar/", pairs.answer, name="pair_answer"),
    path(f"{PAIR}/visning/", pairs.shown, name="pair_shown"),
    path(f"{PAIR}/slutt/", pairs.end, name="pair_end"),
    path(f"{NOTES}/", notes.board, name="notes"),
    path(f"{NOTES}/nytt/", notes.new, name="note_new"),
    path(f"{NOTES}/<str:pk>/svar/", notes.take, name="note_take"),
    path(f"{NOTES}/<str:pk>/fjerning/", notes.removal, name="note_removal"),
    path(f"{GROUPS}/ny/", groups.start, name="group_new"),
    path(f"{GROUPS}/<str:pk>/svar/", groups.answer, name="group_answer"),
    path("nettverk/<slug:slug>/motelenke/", groups.meeting_link, name="meeting_link"),
]
