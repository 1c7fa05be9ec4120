from django.apps import AppConfig


class NetworksConfig(AppConfig):
    name = "redthread.networks"
    label = "networks"
