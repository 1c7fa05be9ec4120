from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "redthread.guidance"
    label = "guidance"
