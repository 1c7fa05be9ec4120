from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "redthread.people"
    label = "people"
