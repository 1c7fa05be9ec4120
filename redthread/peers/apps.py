from django.apps import AppConfig


class PeersConfig(AppConfig):
    name = "redthread.peers"
    label = "peers"
