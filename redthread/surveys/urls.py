"""Addresses of surveys: for those who ask below the network, and for those who answer without signing in."""

from django.urls import path

from redthread.surveys.views import answers

app_name = "surveys"

urlpatterns = [
    path("undersokelse/svar/<str:token>/", answers.answer, name="answer"),
    path("undersokelse/kode/", answers.code, name="code"),
    path("undersokelse/kode/<str:code>/", answers.by_code, name="by_code"),
    path("undersokelse/fritekst/<str:pk>/", answers.texts, name="texts"),
]
