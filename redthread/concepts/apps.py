from django.apps import AppConfig


class ConceptsConfig(AppConfig):
    name = "redthread.concepts"
    label = "concepts"
