"""The roll of one gathering: everybody who is expected, school by school, with what is recorded so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from redthread.gatherings.attendance import Came, SchoolPresence, presence_by_school
from redthread.gatherings.models import Attendance, Gathering, Invitation
from redthread.networks.models import Membership
from redthread.people.models import Organisation, Person

A, P = Invitation.Answer, Attendance.Presence
FITTING: dict[str, str] = {A.YES: P.PHYSICAL, A.DIGITAL: P.DIGITAL, A.NO: P.ABSENT}


class Row(NamedTuple):
    """One person on the roll; `presence` is empty until it is recorded, `answer` is to the invitation."""

    person: Person
    presence: str
    answer: str = ""

    @property
    def suggested(self) -> str:
        """What the answer lets us expect, as long as nothing is recorded."""
        return "" if self.presence else FITTING.get(self.answer, "")

    @property
    def answered(self) -> str:
        match self.answer:
            case A.YES:
                return _("svarte ja")
            case A.DIGITAL:
                return _("svarte ja, på skjerm")
            case A.MAYBE:
                return _("svarte kanskje")
            case A.NO:
                return _("meldte forfall")
            case _:
                return ""


class Group(NamedTuple):
    """The people of one school; `school` is None for those who come for no school."""

    school: Organisation | None
    rows: list[Row]
    words: str

    @property
    def key(self) -> str:
        return self.school.public_id if self.school else "andre"


class Roll(NamedTuple):
    groups: list[Group]

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]

    @property
    def people(self) -> list[Person]:
        return [row.person for row in self.rows]

    @property
    def waiting(self) -> list[Person]:
        """Those not recorded yet."""
        return [row.person for row in self.rows if not row.presence]

    @property
    def suggested(self) -> dict[Person, str]:
        """How those who have answered are expected to take part, until it is recorded."""
        return {row.person: row.suggested for row in self.rows if row.suggested}

    def counted(self, presence: str) -> int:
        return sum(row.presence == presence for row in self.rows)

    @property
    def in_the_room(self) -> int:
        return self.counted(Attendance.Presence.PHYSICAL)

    @property
    def on_screen(self) -> int:
        return self.counted(Attendance.Presence.DIGITAL)


def roll_of(gathering: Gathering, *, may_see_answers: bool) -> Roll:
    """Everybody who is a member on the day, and whoever else is recorded. Four queries.

    What people answered to the invitation is for those who plan, not for everybody who takes attendance.
    """
    recorded = list(gathering.attendances.select_related("person", "organisation"))
    figures = presence_by_school(_came(recorded), _came(_last_time(gathering)))
    by_school: dict[Organisation | None, list[Row]] = {}
    answers = _answers(gathering) if may_see_answers else {}
    for place in _places(gathering, recorded).values():
        row = place.row._replace(answer=answers.get(place.row.person.pk, ""))
        by_school.setdefault(place.school, []).append(row)
    groups = [_group(school, rows, figures) for school, rows in by_school.items()]
    return Roll(sorted(groups, key=lambda group: (group.school is None, str(group.school))))


class _Place(NamedTuple):
    school: Organisation | None
    row: Row


def _places(gathering: Gathering, recorded: Iterable[Attendance]) -> dict[int, _Place]:
    """Each person once: where the record says, else where the membership says."""
    places: dict[int, _Place] = {}
    for membership in (
        Membership.objects.filter(network=gathering.network_id)
        .current(gathering.starts_at)
        .select_related("person", "organisation")
        .order_by("pk")
    ):
        if membership.person_id not in places or membership.organisation is not None:
            places[membership.person_id] = _Place(membership.organisation, Row(membership.person, ""))
    for one in recorded:
        places[one.person_id] = _Place(one.organisation, Row(one.person, one.presence))
    return places


def _answers(gathering: Gathering) -> Mapping[int, str]:
    return dict(gathering.invitations.exclude(answer="").values_list("person", "answer"))


def _last_time(gathering: Gathering) -> list[Attendance]:
    """Who came to the gathering before this one where attendance was taken."""
    taken = Gathering.objects.standing().before(gathering).filter(attendances__isnull=False)
    return list(Attendance.objects.filter(gathering__in=taken.values("pk")[:1]))


def _came(attendances: Iterable[Attendance]) -> list[Came]:
    return [
        Came(one.person_id, one.organisation_id, one.is_leader)
        for one in attendances
        if one.organisation_id is not None and one.presence != Attendance.Presence.ABSENT
    ]


def _group(school: Organisation | None, rows: list[Row], figures: dict[int, SchoolPresence]) -> Group:
    rows = sorted(rows, key=lambda row: row.person.name)
    if school is None:
        return Group(None, rows, "")
    return Group(school, rows, words_for(figures.get(school.pk), rows))


def words_for(figure: SchoolPresence | None, rows: list[Row]) -> str:
    """A kind word about how one school takes part; empty until there is something to say."""
    if figure is None or figure.people == 0:
        everybody_is_recorded = all(row.presence for row in rows)
        return _("Ikke med denne gangen. De får kortreferatet på e-post.") if everybody_is_recorded else ""
    leader = _("Skoleleder er med.") if figure.has_leader else _("Uten skoleleder denne gangen.")
    return " ".join(part for part in (leader, _continuity(figure)) if part)


def _continuity(figure: SchoolPresence) -> str:
    if figure.also_last_time is None:
        return ""
    if figure.also_last_time == figure.people:
        return ngettext("Også med sist.", "De samme som sist.", figure.people)
    if figure.also_last_time == 0:
        return ngettext("Ny siden sist.", "Nye siden sist.", figure.people)
    return _("%(same)d av %(people)d var også med sist.") % {
        "same": figure.also_last_time,
        "people": figure.people,
    }
