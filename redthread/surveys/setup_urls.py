"""Addresses for those who set a survey up; part of `surveys.urls`."""

from django.urls import path

from redthread.surveys.views import instruments, questions, surveys, wave_setup

ALL = "nettverk/<slug:slug>/undersokelser/"
ONE = f"{ALL}<str:pk>/"
WAVE = f"{ONE}runder/<int:number>/"

urlpatterns = [
    path(ALL, surveys.surveys, name="list"),
    path(f"{ALL}ny/", surveys.new, name="new"),
    path(f"{ALL}fil/", instruments.from_file, name="from_file"),
    path(ONE, surveys.survey, name="survey"),
    path(f"{ONE}endring/", surveys.change, name="change"),
    path(f"{ONE}forkasting/", surveys.drop, name="drop"),
    path(f"{ONE}forhandsvisning/", surveys.preview, name="preview"),
    path(f"{ONE}angring/", questions.undo, name="undo"),
    path(f"{ONE}deler/<int:number>/sporsmal/", questions.new, name="question_new"),
    path(f"{ONE}deler/<int:number>/fjerning/", questions.section_removal, name="section_removal"),
    path(f"{ONE}sporsmal/<slug:code>/", questions.question, name="question"),
    path(f"{ONE}sporsmal/<slug:code>/flytting/", questions.move, name="question_move"),
    path(f"{ONE}sporsmal/<slug:code>/fjerning/", questions.removal, name="question_removal"),
    path(f"{ONE}runder/", wave_setup.new, name="wave_new"),
    path(f"{WAVE}endring/", wave_setup.change, name="wave_change"),
    path(f"{WAVE}fjerning/", wave_setup.removal, name="wave_removal"),
    path(f"{ONE}skjema/", instruments.save_own, name="save_own"),
    path(f"{ONE}skjema.toml", instruments.toml, name="instrument_toml"),
    path(f"{ONE}skjema.xlsx", instruments.xlsx, name="instrument_xlsx"),
]
