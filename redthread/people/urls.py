"""Addresses of people's own pages. What allauth reverses by its own names is in account_urls.py."""

from django.urls import path

from redthread.people.views import oidc, profile, sign_in

app_name = "people"
urlpatterns = [
    path("innlogging/<str:token>/", sign_in.sign_in_link, name="sign_in_link"),
    path("meg/", profile.profile, name="profile"),
    path("meg/utlogging/", profile.signing_out_everywhere, name="sign_out_everywhere"),
    path("meg/tilkoblinger/<int:pk>/sletting/", oidc.disconnection, name="provider_disconnect"),
]
