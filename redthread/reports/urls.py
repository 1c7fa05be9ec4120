from django.urls import path

from redthread.reports import views

app_name = "reports"
ONE = "nettverk/<slug:slug>/samlinger/<str:pk>/"
urlpatterns = [
    path(f"{ONE}referat.pdf", views.minutes_pdf, name="minutes_pdf"),
    path(f"{ONE}referat.docx", views.minutes_docx, name="minutes_docx"),
]
