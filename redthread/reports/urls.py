from django.urls import path

from redthread.reports import (
    letter_views,
    print_pack_views,
    staff_kit_views,
    successor_views,
    survey_views,
    views,
)

app_name = "reports"
KIT = "nettverk/<slug:slug>/personalpakker/<str:pk>/"
NEXT = "nettverk/<slug:slug>/etterfolger/"
RESULT = "nettverk/<slug:slug>/undersokelser/<str:pk>/runder/<int:number>/resultat/"
ONE = "nettverk/<slug:slug>/samlinger/<str:pk>/"
urlpatterns = [
    path(f"{RESULT}rapport.pdf", survey_views.survey_pdf, name="survey_pdf"),
    path(f"{RESULT}rapport.docx", survey_views.survey_docx, name="survey_docx"),
    path(f"{ONE}referat.pdf", views.minutes_pdf, name="minutes_pdf"),
    path(f"{ONE}referat.docx", views.minutes_docx, name="minutes_docx"),
    path(f"{ONE}utskrifter/", print_pack_views.print_pack, name="print_pack"),
    path(f"{ONE}utskrifter.pdf", print_pack_views.print_pack_pdf, name="print_pack_pdf"),
    path("nettverk/<slug:slug>/arshjul/arshjul.pdf", views.wheel_pdf, name="wheel_pdf"),
    path(f"{KIT}arket.pdf", staff_kit_views.staff_kit_pdf, name="staff_kit_pdf"),
    path(f"{KIT}lysbildet.pdf", staff_kit_views.staff_kit_slide, name="staff_kit_slide"),
    path(f"{ONE}kortreferat/", letter_views.digest, name="digest"),
    path(f"{ONE}kortreferat.pdf", letter_views.digest_pdf, name="digest_pdf"),
    path("nettverk/<slug:slug>/manedsbrev/<str:pk>/brevet.pdf", letter_views.letter_pdf, name="letter_pdf"),
    path(f"{NEXT}", successor_views.successor, name="successor"),
    path(f"{NEXT}pakke.pdf", successor_views.successor_pdf, name="successor_pdf"),
    path(f"{NEXT}overlevering/", successor_views.handover, name="handover"),
    path(
        f"{NEXT}overlevering/<str:pk>/tilbaketrekking/",
        successor_views.handover_recall,
        name="handover_recall",
    ),
]
