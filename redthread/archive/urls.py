"""Addresses of the archive."""

from django.urls import path

from redthread.archive.views import materials

app_name = "archive"

ALL = "nettverk/<slug:slug>/materialer"
ONE = f"{ALL}/<str:pk>"

urlpatterns = [
    path(f"{ALL}/", materials.materials, name="materials"),
    path(f"{ALL}/nytt/", materials.new, name="new"),
    path(f"{ONE}/", materials.material, name="material"),
    path(f"{ONE}/fil/", materials.file, name="file"),
    path(f"{ONE}/endring/", materials.change, name="change"),
    path(f"{ONE}/fjerning/", materials.remove, name="remove"),
]
