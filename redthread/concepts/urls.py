from django.urls import path

from redthread.concepts.views import check, concepts, rounds

app_name = "concepts"
HERE = "nettverk/<slug:slug>/begreper/"
ONE, ROUND = f"{HERE}<str:pk>/", f"{HERE}runder/<str:pk>/"
urlpatterns = [
    path(HERE, concepts.all_concepts, name="list"),
    path(f"{HERE}nytt/", concepts.new, name="new"),
    path(f"{HERE}sjekk/", check.check, name="check"),
    path(f"{HERE}runder/ny/", rounds.new, name="round_new"),
    path(ROUND, rounds.one, name="round"),
    path(f"{ROUND}slutt/", rounds.close, name="round_close"),
    path(f"{ROUND}bortlegging/", rounds.drop, name="round_drop"),
    path(ONE, concepts.concept, name="concept"),
    path(f"{ONE}versjoner/<int:number>/", concepts.concept, name="version"),
    path(f"{ONE}ny-versjon/", concepts.edit, name="edit"),
    path(f"{ONE}enighet/", concepts.agreement, name="agreement"),
    path(f"{ONE}samling/", concepts.at_gathering, name="at_gathering"),
    path(f"{ONE}bortlegging/", concepts.put_away, name="put_away"),
]
