"""Addresses of what came out of a wave; part of `surveys.urls`."""

from django.urls import path

from redthread.surveys.views import exports, result_releases, results

WAVE = "nettverk/<slug:slug>/undersokelser/<str:pk>/runder/<int:number>/"
RESULT = f"{WAVE}resultat/"

urlpatterns = [
    path(RESULT, results.result, name="result"),
    path(f"{RESULT}tall/<slug:code>/", results.figure, name="figure"),
    path(f"{RESULT}tall.csv", exports.csv, name="result_csv"),
    path(f"{RESULT}tall.xlsx", exports.xlsx, name="result_xlsx"),
    path(f"{RESULT}tall.sav", exports.sav, name="result_sav"),
    path(f"{RESULT}deling/<slug:audience>/", result_releases.release, name="result_release"),
    path(f"{RESULT}deling/<slug:audience>/tilbaketrekking/", result_releases.revoke, name="result_revoke"),
    path(f"{WAVE}delt/", result_releases.shared, name="shared_result"),
    path(f"{WAVE}delt/tall/<slug:code>/", result_releases.shared_figure, name="shared_figure"),
    path("skoleeier/<str:pk>/undersokelse/", result_releases.owner_result, name="owner_result"),
    path(
        "skoleeier/<str:pk>/undersokelse/tall/<slug:code>/", result_releases.owner_figure, name="owner_figure"
    ),
]
