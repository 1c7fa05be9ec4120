"""Addresses of visits and guidance, and of who leads over time."""

from django.urls import path

from redthread.guidance.views import trend, visits

app_name = "guidance"

VISITS = "nettverk/<slug:slug>/veiledning/"

urlpatterns = [
    path("nettverk/<slug:slug>/hvem-leder/", trend.trend, name="trend"),
    path(VISITS, visits.visits, name="visits"),
    path(f"{VISITS}ny/", visits.new, name="new"),
    path(f"{VISITS}<str:pk>/", visits.visit, name="visit"),
    path(f"{VISITS}<str:pk>/endring/", visits.change, name="change"),
    path(f"{VISITS}<str:pk>/skolens-ord/", visits.words, name="words"),
    path(f"{VISITS}<str:pk>/fortelling/", visits.consent, name="consent"),
    path(f"{VISITS}<str:pk>/steg/", visits.step, name="step"),
    path(f"{VISITS}<str:pk>/avlysning/", visits.call_off, name="call_off"),
    path(f"{VISITS}<str:pk>/kalender.ics", visits.calendar, name="calendar"),
]
