from django.apps import AppConfig


class BetweenworkConfig(AppConfig):
    name = "redthread.betweenwork"
    label = "betweenwork"
