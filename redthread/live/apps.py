from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "redthread.live"
    label = "live"
