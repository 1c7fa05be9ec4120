"""All addresses. Paths are Norwegian nouns; a package owns the addresses below its own noun."""

from django.urls import include, path

from redthread.networks import urls as networks
from redthread.web import views as web

# A network's own page reads from every room above networks, so its view stands in web.
networks_urls = [*networks.urlpatterns, path("nettverk/<slug:slug>/", web.network, name="network")]

urlpatterns = [
    path("konto/", include("redthread.people.account_urls")),
    path("", include("redthread.people.urls")),
    path("", include((networks_urls, networks.app_name))),
    path("", include("redthread.sharing.urls")),
    path("", include("redthread.gatherings.urls")),
    path("", include("redthread.knowledge.urls")),
    path("", include("redthread.archive.urls")),
    path("", include("redthread.concepts.urls")),
    path("", include("redthread.voice.urls")),
    path("", include("redthread.surveys.urls")),
    path("", include("redthread.betweenwork.urls")),
    path("", include("redthread.live.urls")),
    path("", include("redthread.peers.urls")),
    path("", include("redthread.guidance.urls")),
    path("", include("redthread.notices.urls")),
    path("", include("redthread.thread.urls")),
    path("", include("redthread.wheel.urls")),
    path("", include("redthread.search.urls")),
    path("", include("redthread.reports.urls")),
    path("", include("redthread.web.urls")),
]
