from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "redthread.notices"
    label = "notices"
