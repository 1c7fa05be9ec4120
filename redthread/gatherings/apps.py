from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "redthread.gatherings"
    label = "gatherings"
