from django.apps import AppConfig


class WheelConfig(AppConfig):
    name = "redthread.wheel"
    label = "wheel"
