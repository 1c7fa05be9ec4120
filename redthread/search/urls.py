"""Addresses of the search and of what is kept."""

from django.urls import path

from redthread.search.views import search

app_name = "search"

urlpatterns = [
    path("sok/", search.search, name="search"),
    path("tatt-vare-pa/", search.bookmarks, name="bookmarks"),
    path("tatt-vare-pa/<slug:kind>/<slug:thing>/", search.keep, name="keep"),
]
