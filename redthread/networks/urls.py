"""Addresses of networks. The network's own page (`networks:network`) is composed in `redthread.web`."""

from django.urls import path

from redthread.networks.views import bodies, mandates, members, members_file, networks, units, years

app_name = "networks"
urlpatterns = [
    path("nettverk/", networks.network_list, name="list"),
    path("nettverk/ny/", networks.network_new, name="new"),
    path("nettverk/<slug:slug>/innstillinger/", networks.settings, name="settings"),
    path("nettverk/<slug:slug>/avslutning/", networks.close, name="close"),
    path("nettverk/<slug:slug>/gjenapning/", networks.reopen, name="reopen"),
    path("nettverk/<slug:slug>/undergrupper/ny/", networks.subgroup_new, name="subgroup_new"),
    path("nettverk/<slug:slug>/mandat/", mandates.mandate, name="mandate"),
    path("nettverk/<slug:slug>/mandat/<int:version>/", mandates.mandate, name="mandate_version"),
    path("nettverk/<slug:slug>/mandat/ny-versjon/", mandates.mandate_new, name="mandate_new"),
    path("nettverk/<slug:slug>/deltakere/", members.members, name="members"),
    path("nettverk/<slug:slug>/deltakere/ny/", members.member_new, name="member_new"),
    path("nettverk/<slug:slug>/deltakere/valg/", members.members_pick, name="members_pick"),
    path("nettverk/<slug:slug>/deltakere/fil/", members_file.members_file, name="members_file"),
    path(
        "nettverk/<slug:slug>/deltakere/fil/mal.xlsx", members_file.members_template, name="members_template"
    ),
    path("nettverk/<slug:slug>/deltakere/<str:pk>/", members.membership, name="membership"),
    path("nettverk/<slug:slug>/deltakere/<str:pk>/slutt/", members.membership_end, name="membership_end"),
    path("nettverk/<slug:slug>/enheter/", units.units, name="units"),
    path("nettverk/<slug:slug>/enheter/<str:pk>/plass/", units.move, name="unit_move"),
    path("nettverk/<slug:slug>/enheter/<str:pk>/avgang/", units.leave, name="unit_leave"),
    path("nettverk/<slug:slug>/organer/", bodies.bodies, name="bodies"),
    path("nettverk/<slug:slug>/organer/nytt/", bodies.body_new, name="body_new"),
    path("nettverk/<slug:slug>/organer/<str:pk>/", bodies.body, name="body"),
    path("nettverk/<slug:slug>/organer/<str:pk>/sletting/", bodies.body_remove, name="body_remove"),
    path("nettverk/<slug:slug>/organer/<str:pk>/plasser/", bodies.seat_new, name="seat_new"),
    path(
        "nettverk/<slug:slug>/organer/<str:pk>/plasser/<str:person>/sletting/",
        bodies.seat_remove,
        name="seat_remove",
    ),
    path("nettverk/<slug:slug>/aar/", years.years, name="years"),
    path("nettverk/<slug:slug>/aar/moteleder/", years.chair_rule, name="chair_rule"),
]
