from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "redthread.surveys"
    label = "surveys"
