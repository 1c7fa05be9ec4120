from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "redthread.knowledge"
    label = "knowledge"
