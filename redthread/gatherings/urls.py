"""Addresses of gatherings: planning first, then what happens at and after the gathering."""

from django.urls import URLPattern

app_name = "gatherings"

ALL = "nettverk/<slug:slug>/samlinger/"
ONE = f"{ALL}<str:pk>/"

planning: list[URLPattern] = []

# Attendance, minutes, outcomes, approval, commitments' steps and the owner's answers.
at_the_gathering: list[URLPattern] = []

urlpatterns: list[URLPattern] = [*planning, *at_the_gathering]
