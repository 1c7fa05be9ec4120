from django.urls import path

from redthread.web import views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("om/", views.about, name="about"),
]
