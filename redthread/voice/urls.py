"""Addresses of what the network raises to its owner."""

from django.urls import path

from redthread.voice.views import matters, sending

app_name = "voice"

MATTERS = "nettverk/<slug:slug>/saker/"

urlpatterns = [
    path("saker/skoleeier/", matters.owner, name="owner"),
    path(MATTERS, matters.matters, name="matters"),
    path(f"{MATTERS}ny/", matters.new, name="new"),
    path(f"{MATTERS}<str:pk>/", matters.matter, name="matter"),
    path(f"{MATTERS}<str:pk>/endring/", matters.change, name="change"),
    path(f"{MATTERS}<str:pk>/framlegging/", matters.lay_before, name="lay_before"),
    path(f"{MATTERS}<str:pk>/kladd/", matters.back, name="back"),
    path(f"{MATTERS}<str:pk>/standpunkt/", matters.voice, name="voice"),
    path(f"{MATTERS}<str:pk>/sending/", sending.send, name="send"),
    path(f"{MATTERS}<str:pk>/tilbaketrekking/", sending.withdraw, name="withdraw"),
]
