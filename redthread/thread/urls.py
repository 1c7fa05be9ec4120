"""The thread of a network, and of one school in it."""

from django.urls import path

from redthread.thread import views

app_name = "thread"
urlpatterns = [
    path("nettverk/<slug:slug>/trad/", views.network, name="network"),
    path("nettverk/<slug:slug>/trad/<str:pk>/", views.school, name="school"),
]
