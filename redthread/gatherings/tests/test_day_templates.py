"""A programme is saved, started from again, and shared: the shape of the day, and nobody's name."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.gatherings.actions import day_templates as actions
from redthread.gatherings.actions.agenda import add_agenda_item
from redthread.gatherings.method_library import keep_library_method
from redthread.gatherings.models import DayTemplate, Gathering, Method, Shared
from redthread.gatherings.saved_days import SAVED, without_names
from redthread.gatherings.tests.designing import draft, draft_in, text_of, titles, url
from redthread.people.models import Person
from redthread.testing import make
from redthread.testing.cast import Cast


@pytest.fixture
def gathering(cast: Cast) -> Gathering:
    made = draft(cast)
    add_agenda_item(
        gathering=made,
        kind="story",
        title="Mona Vik forteller",
        minutes=35,
        description="Rita Moe tar imot spørsmål.",
        responsible="Ida Lie",
        leaders=[cast.mona],
        method=keep_library_method("igp"),
        by=cast.liv,
        now=timezone.now(),
    )
    add_agenda_item(
        gathering=made,
        kind="cross_groups",
        title="Saken om Per",
        minutes=25,
        description="Per har det vanskelig.",
        is_confidential=True,
        by=cast.liv,
        now=timezone.now(),
    )
    return made


@pytest.fixture
def liv(cast: Cast, as_person: type[SignedInClient]) -> SignedInClient:
    return as_person(cast.liv)


def save(gathering: Gathering, by: Person, name: str = "Halv dag") -> DayTemplate:
    return actions.save_day_template(gathering=gathering, name=name, about="", by=by, now=timezone.now())


def share(template: DayTemplate, shared: str, by: Person) -> None:
    actions.share_day_template(template=template, shared=shared, by=by, now=timezone.now())


def page(name: str, cast: Cast, template: DayTemplate | None = None) -> str:
    more = [template.public_id] if template else []
    return reverse(f"gatherings:{name}", args=[cast.network.slug, *more])


def test_the_programme_is_saved_from_the_planner(gathering: Gathering, liv: SignedInClient) -> None:
    sent = {"name": "Halv dag", "about": "Når alle skal til orde"}
    assert "lagret som malen «Halv dag»" in text_of(
        liv.post(url("template_new", gathering), sent, follow=True)
    )
    saved = DayTemplate.objects.get()
    assert [(row["title"], row["minutes"]) for row in saved.items] == [
        ("Siden sist", 15),
        ("(navn) forteller", 35),
        ("Grupper på tvers av skoler", 25),
        ("Oppsummering av dagen", 10),
    ]
    assert saved.shared == Shared.NO


def test_no_name_and_nothing_confidential_follows(cast: Cast, gathering: Gathering) -> None:
    kept = str(save(gathering, cast.liv, "Dagen til Mona Vik").__dict__)
    for word in ("Mona", "Rita", "Ida Lie", "Per", "vanskelig"):
        assert word not in kept


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("mona vik og MONA VIK.", "(navn) og (navn)."),
        ("Mona Viks fortelling", "Mona Viks fortelling"),
        ("Om Mona Vik Berg", "Om (navn)"),
        ("", ""),
    ],
)
def test_full_names_are_taken_out_the_longest_first(text: str, left: str) -> None:
    assert without_names(text, ["Mona Vik", "Mona Vik Berg"]) == left


def test_a_name_is_never_read_as_a_pattern() -> None:
    assert without_names("a.c abc", ["a.c"]) == "(navn) abc"


def test_a_saved_programme_without_a_name_is_explained(gathering: Gathering, liv: SignedInClient) -> None:
    found = text_of(liv.post(url("template_new", gathering), {"name": " ", "about": "Husk kaffe"}))
    assert "Skriv et navn som du kjenner igjen neste gang." in found
    assert 'value="Husk kaffe"' in found
    assert not DayTemplate.objects.exists()


def test_an_empty_programme_is_not_saved(cast: Cast) -> None:
    with pytest.raises(RuleError, match="Programmet er tomt"):
        save(make.gathering(cast.network), cast.liv)


def test_a_network_does_not_fill_up_with_programmes(cast: Cast, gathering: Gathering) -> None:
    one = save(gathering, cast.liv)
    DayTemplate.objects.bulk_create(
        DayTemplate(network=cast.network, name=str(n), items=one.items, made_at=one.made_at)
        for n in range(actions.MOST - 1)
    )
    with pytest.raises(RuleError, match="Slett en av dem først"):
        save(gathering, cast.liv)


def test_a_new_gathering_starts_from_a_saved_programme(
    cast: Cast, gathering: Gathering, liv: SignedInClient
) -> None:
    saved = save(gathering, cast.liv)
    form = text_of(liv.get(reverse("gatherings:new", args=[cast.network.slug])))
    assert f'value="{SAVED}:{saved.public_id}"' in form
    sent = {
        "day": "2027-05-04",
        "start": "09:00",
        "end": "12:00",
        "mode": "physical",
        "template": f"{SAVED}:{saved.public_id}",
    }
    liv.post(reverse("gatherings:new", args=[cast.network.slug]), sent)
    made = Gathering.objects.exclude(pk=gathering.pk).get()
    assert titles(made) == [row["title"] for row in saved.items]
    story, secret = made.agenda_items.all()[1:3]
    assert (story.method, story.responsible, story.leaders.count()) == (Method.objects.get(key="igp"), "", 0)
    assert secret.is_confidential


def test_a_saved_programme_is_brought_in_ahead_of_the_review(
    cast: Cast, gathering: Gathering, liv: SignedInClient
) -> None:
    saved, other = save(gathering, cast.liv), draft(cast)
    liv.post(url("bring_in", other), {"source": f"{SAVED}:{saved.public_id}"})
    assert titles(other) == [
        "Siden sist",
        "(navn) forteller",
        "Grupper på tvers av skoler",
        "Oppsummering av dagen",
    ]


def another_network(cast: Cast, owner_is_same: bool) -> Gathering:
    owner = cast.owner if owner_is_same else make.owner("Fjellbygd kommune")
    network = make.network(owner, cast.stein, "Nettverk vest", slug="nettverk-vest-2")
    return draft_in(network, cast.stein, template="dekom")


@pytest.mark.parametrize(
    ("shared", "owner_is_same", "is_seen"),
    [
        (Shared.NO, True, False),
        (Shared.OWNER, True, True),
        (Shared.OWNER, False, False),
        (Shared.ALL, False, True),
    ],
)
def test_others_see_what_is_shared_with_them_and_where_it_came_from(
    cast: Cast, liv: SignedInClient, shared: str, owner_is_same: bool, is_seen: bool
) -> None:
    theirs = save(another_network(cast, owner_is_same), cast.stein, "Regional dag")
    share(theirs, shared, cast.stein)
    mine = draft(cast)
    listed = text_of(liv.get(page("day_templates", cast)))
    offered = text_of(liv.get(url("agenda", mine)))
    assert ("Regional dag" in listed) is ("Regional dag" in offered) is is_seen
    assert ("Fra Nettverk vest" in listed) is is_seen
    before = titles(mine)
    liv.post(url("bring_in", mine), {"source": f"{SAVED}:{theirs.public_id}"})
    assert (titles(mine) != before) is is_seen


def test_what_is_no_longer_shared_cannot_be_started_from(cast: Cast) -> None:
    theirs = save(another_network(cast, owner_is_same=True), cast.stein)
    with pytest.raises(RuleError, match="finnes ikke lenger"):
        draft_in(cast.network, cast.liv, template=f"{SAVED}:{theirs.public_id}")


def test_an_own_method_does_not_follow_to_another_network(cast: Cast, gathering: Gathering) -> None:
    own = Method.objects.create(network=cast.network, name="Vår", purpose="x", minutes=10)
    gathering.agenda_items.filter(position=2).update(method=own)
    saved = save(gathering, cast.liv)
    share(saved, Shared.ALL, cast.liv)
    there = draft_in(cast.steins_network, cast.stein, template=f"{SAVED}:{saved.public_id}")
    here = draft_in(cast.network, cast.liv, template=f"{SAVED}:{saved.public_id}")
    assert there.agenda_items.get(position=2).method is None
    assert here.agenda_items.get(position=2).method == own


def test_sharing_is_an_act_that_shows_what_will_be_seen(
    cast: Cast, gathering: Gathering, liv: SignedInClient
) -> None:
    saved = save(gathering, cast.liv)
    preview = text_of(liv.get(page("day_template_share", cast, saved)))
    assert "(navn) forteller" in preview
    assert "Fra Rektornettverk øst, Fjordvik kommune." in preview
    saved.refresh_from_db()
    assert saved.shared == Shared.NO
    liv.post(page("day_template_share", cast, saved), {"shared": "all"})
    saved.refresh_from_db()
    assert saved.shared == Shared.ALL
    liv.post(page("day_template_share", cast, saved), {"shared": "no"})
    saved.refresh_from_db()
    assert saved.shared == Shared.NO


def test_who_has_come_into_the_network_since_is_taken_out_when_it_is_shared(
    cast: Cast, gathering: Gathering
) -> None:
    gathering.agenda_items.filter(position=2).update(title="Dag Dahl forteller")
    saved = save(gathering, cast.liv)
    assert "Dag Dahl forteller" in str(saved.items)
    make.membership(cast.network, make.person("Dag Dahl"))
    share(saved, Shared.ALL, cast.liv)
    saved.refresh_from_db()
    assert "Dag" not in str(saved.items)


@pytest.mark.parametrize("sent", [{}, {"shared": "verden"}])
def test_nonsense_shares_with_nobody(
    cast: Cast, gathering: Gathering, liv: SignedInClient, sent: dict[str, str]
) -> None:
    saved = save(gathering, cast.liv)
    assert liv.post(page("day_template_share", cast, saved), sent).status_code == 200
    saved.refresh_from_db()
    assert saved.shared == Shared.NO


def test_it_is_called_something_else_and_thrown_away(
    cast: Cast, gathering: Gathering, liv: SignedInClient
) -> None:
    saved = save(gathering, cast.liv)
    liv.post(page("day_template", cast, saved), {"name": "Kort dag", "about": "Med Mona Vik"})
    saved.refresh_from_db()
    assert (saved.name, saved.about) == ("Kort dag", "Med (navn)")
    assert liv.post(page("day_template", cast, saved), {"name": ""}).status_code == 200
    assert "er slettet" in text_of(liv.post(page("day_template_remove", cast, saved), follow=True))
    assert not DayTemplate.objects.exists()
    assert len(titles(gathering)) == 4


def test_what_others_share_is_theirs_to_change(cast: Cast, liv: SignedInClient) -> None:
    theirs = save(another_network(cast, owner_is_same=True), cast.stein)
    share(theirs, Shared.ALL, cast.stein)
    for name in ("day_template", "day_template_share", "day_template_remove"):
        sent = {"name": "Min", "shared": "no"}
        assert liv.post(page(name, cast, theirs), sent).status_code == 404
    theirs.refresh_from_db()
    assert (theirs.name, theirs.shared) == ("Halv dag", Shared.ALL)


def test_whoever_chairs_may_save_and_not_share(
    cast: Cast, gathering: Gathering, as_person: type[SignedInClient]
) -> None:
    Gathering.objects.filter(pk=gathering.pk).update(chair=cast.mona)
    mona = as_person(cast.mona)
    mona.post(url("template_new", gathering), {"name": "Monas dag"})
    saved = DayTemplate.objects.get()
    assert saved.made_by == cast.mona
    assert mona.post(page("day_template_share", cast, saved), {"shared": "all"}).status_code == 403
    assert mona.get(page("day_templates", cast)).status_code == 403


def test_the_list_asks_as_often_for_three_as_for_one(
    cast: Cast, gathering: Gathering, liv: SignedInClient
) -> None:
    counts = []
    for number in range(3):
        save(gathering, cast.liv, f"Mal {number}")
        with CaptureQueriesContext(connection) as captured:
            liv.get(page("day_templates", cast))
        counts.append(len(captured))
    assert counts[0] == counts[2] <= 12
