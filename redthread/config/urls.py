"""All addresses. Paths are Norwegian nouns; a package owns the addresses below its own noun."""

from django.urls import include, path

urlpatterns = [
    path("konto/", include("redthread.people.account_urls")),
    path("", include("redthread.people.urls")),
    path("", include("redthread.networks.urls")),
    path("", include("redthread.sharing.urls")),
    path("", include("redthread.gatherings.urls")),
    path("", include("redthread.betweenwork.urls")),
    path("", include("redthread.notices.urls")),
    path("", include("redthread.thread.urls")),
    path("", include("redthread.reports.urls")),
    path("", include("redthread.web.urls")),
]
