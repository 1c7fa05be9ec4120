from django.urls import path

from redthread.web import views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("nettverk/<slug:slug>/erfaringer/", views.experience, name="experience"),
    path("nettverk/<slug:slug>/mer/", views.more, name="more"),
    path("om/", views.about, name="about"),
]
