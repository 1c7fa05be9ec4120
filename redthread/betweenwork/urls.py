from django.urls import URLPattern

app_name = "betweenwork"
urlpatterns: list[URLPattern] = []
