from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "redthread.voice"
    label = "voice"
