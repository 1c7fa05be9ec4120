"""Who may add, change and connect a material, and what is not told of to the others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from conftest import SignedInClient
from redthread.archive.actions import materials as actions
from redthread.archive.actions.materials import Words, describe_material, remove_material
from redthread.archive.material_list import chosen_from, material_list
from redthread.archive.material_places import items_to_choose, methods_to_choose
from redthread.archive.models import Material
from redthread.archive.tests.files import PDF, upload
from redthread.archive.tests.test_materials import files_of_its_own as files_of_its_own
from redthread.archive.tests.test_materials import link, page, sent, url
from redthread.core.errors import RuleError
from redthread.gatherings.models import Method
from redthread.networks.access import Access, accesses_of
from redthread.networks.models import Membership, Network
from redthread.people.models import Person
from redthread.testing import make
from redthread.testing.cast import Cast

NOW = timezone.now()


def access(person: Person) -> Access:
    return accesses_of(person)[0]


def method(network: Network | None, name: str, **fields: Any) -> Method:
    return Method.objects.create(network=network, name=name, purpose="Få fram ideer", minutes=20, **fields)


def test_ones_own_is_not_ones_own_to_change_without_the_right_to_add(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    made = link(cast)
    Membership.objects.filter(person=cast.mona).update(role="partner", ends_at=NOW + timedelta(days=9))
    mona = as_person(cast.mona)
    assert mona.get(url(cast, "material", made)).status_code == 200
    for name in ("change", "remove"):
        assert mona.get(url(cast, name, made)).status_code == 403


def test_nobody_changes_anything_in_a_closed_network(cast: Cast, as_person: type[SignedInClient]) -> None:
    made = link(cast)
    Network.objects.filter(pk=cast.network.pk).update(closed_at=NOW)
    for person in (cast.liv, cast.mona):
        for name in ("change", "remove"):
            assert as_person(person).post(url(cast, name, made), {"title": "Nytt"}).status_code in (403, 404)
    assert Material.objects.get().title == "En god artikkel"


def test_a_confidential_block_is_named_to_those_who_run_it_alone(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    gathering = make.gathering(cast.network, cast.liv, chair=cast.rita)
    made = link(cast, item=make.item(gathering, title="Om en kollega", is_confidential=True))
    link(cast, item=make.item(make.gathering(cast.network, cast.liv, is_published=False, chair=cast.rita)))
    for address in (made.get_absolute_url(), url(cast, "materials")):
        assert "Oktobersamling" not in page(as_person(cast.mona), address)
        for person in (cast.rita, cast.liv):
            assert "Oktobersamling" in page(as_person(person), address)


def test_the_same_key_from_another_person_is_another_material(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    for person in (cast.mona, cast.rita, cast.mona):
        as_person(person).post(url(cast, "new"), sent(file=upload(PDF, "a.pdf")))
    assert {one.added_by for one in Material.objects.all()} == {cast.mona, cast.rita}
    assert Material.objects.count() == 2


def test_a_full_archive_says_what_to_do(
    cast: Cast, as_person: type[SignedInClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_BYTES", 2 * len(PDF))
    mona = as_person(cast.mona)
    for number in (1, 2):
        mona.post(url(cast, "new"), sent(file=upload(PDF, "a.pdf"), key=f"key-of-a-form-{number}"))
    answer = mona.post(url(cast, "new"), sent(file=upload(PDF, "a.pdf"), key="key-of-a-form-3"))
    assert "Arkivet er fullt" in answer.content.decode()
    assert Material.objects.count() == 2


def test_what_is_taken_away_meanwhile_cannot_be_changed(cast: Cast) -> None:
    made = link(cast)
    remove_material(material=Material.objects.get(), by=cast.liv, now=NOW)
    with pytest.raises(RuleError, match="tatt bort"):
        describe_material(material=made, words=Words("Nytt"), by=cast.mona, now=NOW)


def test_only_blocks_that_one_may_see_and_that_stand_can_be_chosen(cast: Cast) -> None:
    here, far = make.gathering(cast.network, cast.liv), make.gathering(cast.steins_network, cast.stein)
    off = make.gathering(cast.network, cast.liv, cancelled_at=NOW)
    mine, _secret = make.item(here), make.item(here, is_confidential=True)
    for gathering in (far, off):
        make.item(gathering)
        assert items_to_choose(access(cast.mona), gathering.public_id) == {}
    make.item(here, "break")
    assert list(items_to_choose(access(cast.mona), "")) == [mine.public_id]
    assert len(items_to_choose(access(cast.liv), "")) == 2


def test_what_lies_in_another_networks_archive_is_not_shown_with_our_block(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    gathering = make.gathering(cast.network, cast.liv)
    made = link(cast, title="I Havnes", item=make.item(gathering))
    assert "I Havnes" in page(as_person(cast.mona), gathering.get_absolute_url())
    Material.objects.filter(pk=made.pk).update(network=cast.steins_network)
    assert "I Havnes" not in page(as_person(cast.mona), gathering.get_absolute_url())


def test_the_block_where_a_material_lies_can_be_kept_however_old(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    old = make.item(make.gathering(cast.network, cast.liv, starts_at=NOW.replace(year=2020)))
    for _turn in range(6):
        make.item(make.gathering(cast.network, cast.liv))
    assert old.public_id not in items_to_choose(access(cast.mona), "")
    made = link(cast, item=old)
    answer = as_person(cast.mona).post(url(cast, "change", made), {"title": "Nytt", "item": old.public_id})
    assert answer.status_code == 302
    assert Material.objects.get().item == old


def test_methods_are_the_networks_own_and_those_it_has_openly_used(cast: Cast) -> None:
    own = method(cast.network, "Vår egen")
    method(cast.network, "Lagt bort", put_away_at=NOW)
    method(cast.steins_network, "I Havnes")
    library = {name: method(None, name, key=name) for name in ("brukt", "fortrolig", "kladd", "havnes")}
    published, draft = make.gathering(cast.network), make.gathering(cast.network, is_published=False)
    make.item(published, method=library["brukt"])
    make.item(published, method=library["fortrolig"], is_confidential=True)
    make.item(draft, method=library["kladd"])
    make.item(make.gathering(cast.steins_network), method=library["havnes"])
    found = methods_to_choose(access(cast.mona))
    assert {one.name for one in found.values()} == {own.name, "brukt"}


def test_the_list_is_narrowed_by_kind_school_and_method(cast: Cast) -> None:
    link(cast, title="For alle")
    link(cast, title="For barneskolen", school_kind="primary")
    link(cast, title="Med metode", school_kind="lower", method=method(cast.network, "Vår egen"))

    def titles(**query: str) -> set[str]:
        found = material_list(access(cast.rita), chosen_from(query))
        return {line.material.title for line in found.lines}

    everything = {"For alle", "For barneskolen", "Med metode"}
    assert titles() == titles(type="tull", skole="tull") == everything
    assert titles(skole="primary") == {"For alle", "For barneskolen"}
    assert titles(metode=Method.objects.get().public_id) == {"Med metode"}
    assert titles(type="film") == set()


def test_a_file_that_is_gone_from_the_disk_is_not_there(cast: Cast, as_person: type[SignedInClient]) -> None:
    mona = as_person(cast.mona)
    mona.post(url(cast, "new"), sent(file=upload(PDF, "a.pdf")))
    made = Material.objects.get()
    made.file.storage.delete(str(made.file.name))
    assert mona.get(url(cast, "file", made)).status_code == 404


@pytest.mark.parametrize("themes", ["a,b,c,d,e,f,g", "x" * 41])
def test_themes_are_few_and_short(themes: str, cast: Cast, as_person: type[SignedInClient]) -> None:
    fields = sent(kind="link", url="https://udir.no/x", themes=themes)
    answer = as_person(cast.mona).post(url(cast, "new"), fields)
    assert "Skriv høyst 6 temaer" in answer.content.decode()


@pytest.mark.parametrize("address", ["https://udir.", "https://udir.no/a\tb", "https://udir.no/a b"])
def test_a_link_is_to_a_whole_host_without_signs_that_hide(
    address: str, cast: Cast, as_person: type[SignedInClient]
) -> None:
    answer = as_person(cast.mona).post(url(cast, "new"), sent(kind="link", url=address))
    assert "Lim inn" in answer.content.decode()
