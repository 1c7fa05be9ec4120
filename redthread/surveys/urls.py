"""Addresses of surveys: for those who ask below the network, and for those who answer without signing in."""

from django.urls import path

from redthread.surveys import result_urls, setup_urls
from redthread.surveys.views import answers, waves

app_name = "surveys"

WAVE = "nettverk/<slug:slug>/undersokelser/<str:pk>/runder/<int:number>"
POSTER = f"{WAVE}/plakat/<str:code>"

urlpatterns = [
    *setup_urls.urlpatterns,
    path(f"{WAVE}/aapning/", waves.opening, name="opening"),
    path(f"{WAVE}/paaminnelse/", waves.reminder, name="reminder"),
    path(f"{WAVE}/lukking/", waves.closing, name="closing"),
    path(f"{WAVE}/plakater/", waves.posters, name="posters"),
    path(f"{POSTER}/", waves.poster, name="poster"),
    path(f"{POSTER}/kode.svg", waves.code_picture, name="code_picture"),
    path("undersokelse/svar/<str:token>/", answers.answer, name="answer"),
    path("undersokelse/kode/", answers.code, name="code"),
    path("undersokelse/kode/<str:code>/", answers.by_code, name="by_code"),
    path("undersokelse/fritekst/<str:pk>/", answers.texts, name="texts"),
    *result_urls.urlpatterns,
]
