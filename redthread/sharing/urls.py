from django.urls import path

from redthread.sharing import views

app_name = "sharing"
urlpatterns = [
    path("skoleeier/", views.owner, name="owner"),
    path("skoleeier/<str:pk>/", views.owner_release, name="owner_release"),
]
