"""Addresses of practice stories."""

from django.urls import path

from redthread.knowledge.views import gate, own, stories, telling

app_name = "knowledge"

STORIES = "nettverk/<slug:slug>/fortellinger"
STORY = f"{STORIES}/<str:pk>"

urlpatterns = [
    path("meg/fortellinger/", own.mine, name="mine"),
    path("meg/fortellinger/<str:pk>/tilbaketrekking/", own.mine_withdraw, name="mine_withdraw"),
    path("fortalt/<str:signed>/", own.farewell, name="farewell"),
    path(f"{STORIES}/", stories.stories, name="stories"),
    path(f"{STORIES}/ny/", telling.new, name="new"),
    path(f"{STORY}/", stories.story, name="story"),
    path(f"{STORY}/takk/", stories.thanks, name="thanks"),
    path(f"{STORY}/del/<str:step>/", telling.step, name="step"),
    path(f"{STORY}/vedlegg/", telling.files, name="files"),
    path(f"{STORY}/vedlegg/<str:attachment>/", telling.file, name="file"),
    path(f"{STORY}/vedlegg/<str:attachment>/sletting/", telling.file_removal, name="file_removal"),
    path(f"{STORY}/kontroll/", gate.gate, name="gate"),
    path(f"{STORY}/andreleser/", gate.reader, name="reader"),
    path(f"{STORY}/gjennomlesing/", gate.reading, name="reading"),
    path(f"{STORY}/ferdigstilling/", gate.release, name="release"),
    path(f"{STORY}/tilbaketrekking/", gate.withdraw, name="withdraw"),
]
