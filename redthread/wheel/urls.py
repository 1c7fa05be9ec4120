"""Addresses of the year wheel: the wheel, the plan, school routes, what is fixed and what else goes on."""

from django.urls import URLPattern, path

from redthread.wheel.views import blocked_days, initiatives, matters, moves, overlay, plans, wheel
from redthread.wheel.views import routes as route_views

app_name = "wheel"

WHEEL = "nettverk/<slug:slug>/arshjul/"
MATTERS = "nettverk/<slug:slug>/faste-saker/"
BLOCKED = "nettverk/<slug:slug>/opptatte-dager/"
ROUTES = "nettverk/<slug:slug>/skoleruter/"
INITIATIVES = "nettverk/<slug:slug>/satsinger/"

drawing: list[URLPattern] = [
    path(WHEEL, wheel.network, name="network"),
    path("arshjul/", overlay.mine, name="mine"),
    path("arshjul/skoleeier/", overlay.owner, name="owner"),
    path(f"{WHEEL}ferdigstilling/", overlay.release, name="release"),
    path(f"{WHEEL}tilbaketrekking/", overlay.recall, name="recall"),
    path(INITIATIVES, initiatives.initiatives, name="initiatives"),
    path(f"{INITIATIVES}ny/", initiatives.initiative_new, name="initiative_new"),
    path(f"{INITIATIVES}<str:pk>/", initiatives.initiative, name="initiative"),
    path(f"{INITIATIVES}<str:pk>/sletting/", initiatives.initiative_removal, name="initiative_removal"),
]
planning: list[URLPattern] = [
    path(f"{WHEEL}plan/", plans.plan, name="plan"),
    path(f"{WHEEL}plan/lagring/", plans.plan_save, name="plan_save"),
    path(f"{WHEEL}plan/onsker/", plans.wish_new, name="plan_wish_new"),
    path(f"{WHEEL}plan/onsker/sletting/", plans.wish_remove, name="plan_wish_remove"),
    path(f"{WHEEL}flytting/<str:pk>/", moves.move, name="move"),
]
routes: list[URLPattern] = [
    path(ROUTES, route_views.routes, name="routes"),
    path(f"{ROUTES}import/", route_views.route_import, name="route_import"),
    path(f"{ROUTES}retting/", route_views.route, name="route"),
    path(MATTERS, matters.matters, name="matters"),
    path(f"{MATTERS}ny/", matters.matter_new, name="matter_new"),
    path(f"{MATTERS}<str:pk>/", matters.matter, name="matter"),
    path(f"{MATTERS}<str:pk>/sletting/", matters.matter_removal, name="matter_removal"),
    path(BLOCKED, blocked_days.blocked_days, name="blocked_days"),
    path(f"{BLOCKED}<str:pk>/", blocked_days.blocked, name="blocked"),
    path(f"{BLOCKED}<str:pk>/sletting/", blocked_days.blocked_removal, name="blocked_removal"),
]

urlpatterns: list[URLPattern] = [*drawing, *planning, *routes]
