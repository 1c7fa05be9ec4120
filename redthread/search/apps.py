from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "redthread.search"
    label = "search"
