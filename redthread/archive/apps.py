from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "redthread.archive"
    label = "archive"
