"""Addresses of the room: short ones for those who come in by code, and the leaders' below the gathering."""

from django.urls import path

from redthread.live.views import (
    after,
    joining,
    leading,
    material,
    moving,
    opening,
    phone,
    photos,
    pulse,
    steering,
)

app_name = "live"

IN = "rom/okt/<str:pk>"
ONE = "nettverk/<slug:slug>/samlinger/<str:pk>/"
SESSION = f"{ONE}okter/<str:session>/"

urlpatterns = [
    path("rom/", joining.code, name="code"),
    path(f"{IN}/", phone.phone, name="phone"),
    path(f"{IN}/send/", phone.send, name="send"),
    path(f"{IN}/tilstand/", phone.state, name="state"),
    path(f"{IN}/ny-telefon/", moving.pass_on, name="pass_on"),
    path(f"{IN}/egne/", moving.own, name="own"),
    path(f"{IN}/fortsett/<str:ticket>/", moving.take_over_seat, name="take_over"),
    path(f"{IN}/bilde/", photos.photo_new, name="photo_new"),
    path(f"{IN}/bilde/<str:idea>/", photos.photo, name="photo"),
    path("rom/<str:code>/", joining.join, name="join"),
    # Those who lead: into a session, its screens, and what is pressed on them.
    path(f"{ONE}okter/", opening.sessions, name="sessions"),
    path(f"{ONE}okter/ny/", opening.open_method, name="open_method"),
    path(f"{ONE}okter/ny/<str:item>/", opening.open_item, name="open"),
    path(SESSION, leading.lead, name="lead"),
    path(f"{SESSION}vegg/", leading.wall, name="wall"),
    path(f"{SESSION}tilstand/", leading.lead_state, name="lead_state"),
    path(f"{SESSION}kode.svg", leading.code_picture, name="code_picture"),
    path(f"{SESSION}steg/", steering.step, name="step"),
    path(f"{SESSION}klokke/", steering.clock, name="clock"),
    path(f"{SESSION}bord/", steering.table, name="table"),
    path(f"{SESSION}bord/<int:number>/steg/", steering.step, name="table_step"),
    path(f"{SESSION}bord/<int:number>/tur/", steering.turn, name="table_turn"),
    path(f"{SESSION}bord/<int:number>/klokke/", steering.clock, name="table_clock"),
    path(f"{SESSION}taleliste/", steering.speaker, name="speaker"),
    path(f"{SESSION}visning/", steering.shown, name="shown"),
    path(f"{SESSION}avslutning/", leading.close, name="close"),
    # What comes of a session.
    path(f"{SESSION}bilde/<str:idea>/", photos.shown_photo, name="shown_photo"),
    path(f"{SESSION}etterpaa/", after.after, name="after"),
    path(f"{SESSION}etterpaa/papir/", after.paper, name="after_paper"),
    path(f"{ONE}raamateriale/", material.material, name="material"),
    path(f"{ONE}puls/", pulse.pulse, name="pulse"),
    path(f"{ONE}puls/ferdigstilling/", pulse.pulse_release, name="pulse_release"),
    path(f"{ONE}puls/tilbaketrekking/", pulse.pulse_recall, name="pulse_recall"),
    path(f"{ONE}puls/<str:answer>/sletting/", pulse.pulse_answer_remove, name="pulse_answer_remove"),
]
