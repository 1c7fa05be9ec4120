from django.urls import path

from redthread.notices import views

app_name = "notices"
urlpatterns = [
    path("paaminnelser/<str:signed>/", views.unsubscribe, name="unsubscribe"),
]
