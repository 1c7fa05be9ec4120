"""What stands on a network's pages «Erfaringer» and «Mer»: one line a room, for those who may enter it."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from redthread.betweenwork.writers import schools_of
from redthread.guidance.visits_page import may_read
from redthread.networks.access import Access
from redthread.networks.roles import Permission


class Room(NamedTuple):
    title: str
    about: str
    href: str


def experience(access: Access) -> list[Room]:
    """What the schools have tried and told, and who knows it."""
    slug = access.network.slug
    who = Room(
        _("Hvem kan hva"),
        _("Finn noen som har gjort det, og spør dem. Bare dere to ser det."),
        reverse("peers:directory", args=[slug]),
    )
    kits = Room(
        _("Personalpakker"),
        _("Ett ark og noen få spørsmål til hele personalet. Bare skolen din ser pakken og svarene."),
        reverse("betweenwork:staff_kits", args=[slug]),
    )
    rooms = [
        *([who] if access.can(Permission.PEER_HELP) else []),
        *([kits] if schools_of(access) else []),
        Room(
            _("Praksisfortellinger"),
            _("Slik gjorde noen det hos seg, og det som ikke virket."),
            reverse("knowledge:stories", args=[slug]),
        ),
        Room(
            _("Utprøvinger"),
            _("Det skolene prøver i det små, og hvordan det gikk."),
            reverse("betweenwork:try_outs", args=[slug]),
        ),
        Room(
            _("Hvordan ideer sprer seg"),
            _("Fra hvilken skole en idé kom, og hvor den gikk."),
            reverse("betweenwork:spread", args=[slug]),
        ),
        Room(
            _("Materialer"),
            _("Filer, lenker, filmer og artikler som nettverket vil finne igjen."),
            reverse("archive:materials", args=[slug]),
        ),
    ]
    if may_read(access):
        rooms.append(
            Room(
                _("Besøk og veiledning"),
                _("Hva dere arbeidet med, og hva som er avtalt."),
                reverse("guidance:visits", args=[slug]),
            )
        )
    rooms.append(
        Room(
            _("Hvem leder, over tid"),
            _("Konsulent, nabo eller egne folk, i et bilde."),
            reverse("guidance:trend", args=[slug]),
        )
    )
    return rooms


def more(access: Access) -> list[Room]:
    """What holds the network together beside its gatherings."""
    slug = access.network.slug
    rooms = [
        Room(
            _("Månedsbrev"),
            _("Det som skjer i nettverket, i ett brev."),
            reverse("betweenwork:letters", args=[slug]),
        ),
        Room(
            _("Mandat"),
            _("Hva nettverket er til for, og hva det ikke er."),
            reverse("networks:mandate", args=[slug]),
        ),
        Room(
            _("Metoder"),
            _("Måter å arbeide sammen på, med steg og tid."),
            reverse("gatherings:methods", args=[slug]),
        ),
        Room(
            _("Begreper"),
            _("Hva vi legger i ordene våre, og hvordan vi sier det til andre."),
            reverse("concepts:list", args=[slug]),
        ),
    ]
    rooms.append(
        Room(
            _("Saker til skoleeier"),
            _("Det nettverket ber skoleeier om, og svarene."),
            reverse("voice:matters", args=[slug]),
        )
    )
    if access.can(Permission.SURVEY_RUN):
        rooms.append(
            Room(
                _("Undersøkelser"),
                _("Spør nettverket, én gang eller før og etter, uten at noen kan kjennes igjen."),
                reverse("surveys:list", args=[slug]),
            )
        )
    else:
        rooms.append(
            Room(
                _("Undersøkelser"),
                _("Det nettverket har svart, når resultatene er delt."),
                reverse("surveys:list", args=[slug]),
            )
        )
    if access.can(Permission.NETWORK_MANAGE):
        rooms.append(
            Room(
                _("Til deg som tar over"),
                _("Alt en ny leder trenger, på en side og som PDF. Her overleverer du også nettverket."),
                reverse("reports:successor", args=[slug]),
            )
        )
        rooms.append(
            Room(
                _("Innstillinger"),
                _("Navn, organer og hvem som er med."),
                reverse("networks:settings", args=[slug]),
            )
        )
    return rooms
