from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "redthread.sharing"
    label = "sharing"
