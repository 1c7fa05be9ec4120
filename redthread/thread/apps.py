from django.apps import AppConfig


class ThreadConfig(AppConfig):
    name = "redthread.thread"
    label = "thread"
