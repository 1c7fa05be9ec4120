"""What the demo's networks have put in their archives, as people add it."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO

from redthread.archive.actions.bookmarks import keep
from redthread.archive.actions.materials import NewFile, Words, add_material
from redthread.core.checked_files import TXT
from redthread.gatherings.models import AgendaItem, Gathering
from redthread.networks.models import Network
from redthread.people.models import Person

LINKS = (
    ("article", "Underveisvurdering i praksis", "Kort om hva forskning sier. Les første halvdel.",
     ("vurdering",), "lower", "https://artikler.fjordvik.example/underveisvurdering/"),
    ("link", "Verdiene våre, i vanlige ord", "To sider å snakke om på et personalmøte.",
     ("læreplan",), "", "https://nettverk.fjordvik.example/verdiene/"),
    ("film", "Slik leser vi sammen på 5. trinn", "Åtte minutter. Se på hvem som får ordet.",
     ("lesing", "muntlig"), "primary", "https://film.fjordvik.example/vi-leser-sammen/"),
    ("link", "Økter om lesing i alle fag", "Ferdige økter for fellestida, med film og spørsmål.",
     ("lesing", "personalmøte"), "", "https://nettverk.fjordvik.example/lesing-i-alle-fag/"),
)  # fmt: skip
NOTES = """Spørsmål til personalmøtet

1. Når leser elevene våre lengst av gangen?
2. Hva gjør vi når noen ikke kommer i gang?
3. Hva prøver vi de neste to ukene, alle sammen?
"""


def fill_archive(network: Network, leader: Person, members: list[Person], now: datetime) -> None:
    """Four links, and a sheet that lies with the last gathering; one member has kept the first."""
    first = None
    for number, (kind, title, about, themes, school_kind, url) in enumerate(LINKS):
        by = ([leader, *members])[number % (len(members) + 1)]
        made = add_material(
            network=network,
            key=f"demo-material-{number}",
            kind=kind,
            words=Words(title, about, themes, school_kind),
            url=url,
            upload=None,
            by=by,
            now=now - timedelta(days=70 - 12 * number),
        )
        first = first or made
    add_material(
        network=network,
        key="demo-material-sheet",
        kind="file",
        words=Words("Spørsmål til personalmøtet", "Ett ark til å skrive ut.", ("lesing", "personalmøte"),
                    item=_item_of(network)),
        url="",
        upload=NewFile(BytesIO(NOTES.encode()), "sporsmal-til-personalmotet.txt", TXT),
        by=leader,
        now=now - timedelta(days=6),
    )  # fmt: skip
    for person in members[:1]:
        assert first is not None
        keep(kind="material", thing=first.public_id, by=person, now=now - timedelta(days=2))
        keep(kind="method", thing="igp", by=person, now=now - timedelta(days=1))


def _item_of(network: Network) -> AgendaItem | None:
    """The schools' own time at the newest gathering that everybody can see."""
    newest = Gathering.objects.standing().filter(network=network).order_by("-starts_at", "-pk")
    items = AgendaItem.objects.filter(gathering__in=list(newest[:1]), is_confidential=False)
    return items.filter(kind=AgendaItem.Kind.OWN_SCHOOL).first()
