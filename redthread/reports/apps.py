from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "redthread.reports"
    label = "reports"
