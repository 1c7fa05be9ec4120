"""Everything one has told, wherever it was: it is withdrawn from every door also after one has left."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from conftest import SignedInClient
from redthread.knowledge.tests.telling import TEXT, again, ask, keep_all, tell
from redthread.knowledge.tests.test_stories import NOW, shown, text_of, url
from redthread.people.models import Person
from redthread.sharing.models import Release
from redthread.testing.cast import Cast


@pytest.fixture(autouse=True)
def files_elsewhere(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def leave(person: Person, cast: Cast) -> None:
    cast.network.memberships.filter(person=person).update(ends_at=NOW)


def test_whoever_has_left_still_withdraws_what_they_told(cast: Cast) -> None:
    story, mona = shown(cast), SignedInClient(cast.mona)
    leave(cast.rita, cast)
    rita, mine = SignedInClient(cast.rita), reverse("knowledge:mine")
    assert rita.get(url(story, "withdraw")).status_code == 404
    listed = text_of(rita, mine)
    assert "Rektornettverk øst · nettverket ser den" in listed
    assert story.get_absolute_url() not in listed  # no way in that is closed
    assert TEXT in text_of(mona, story.get_absolute_url())
    door = reverse("knowledge:mine_withdraw", args=[story.public_id])
    assert "Høytlesing i gangen" in text_of(rita, door)
    assert rita.post(door).headers["Location"] == mine
    assert mona.get(story.get_absolute_url()).status_code == 404
    assert "Rektornettverk øst · bare du ser den" in text_of(rita, mine)
    rita.post(door, {"slett": "ja"})
    assert "Du har ikke fortalt noe ennå" in text_of(rita, mine)
    released = Release.objects.get(source=story.public_id)
    assert (released.title, released.snapshot) == ("", [])


def test_nobody_withdraws_what_another_has_told(cast: Cast) -> None:
    story = shown(cast)
    door = reverse("knowledge:mine_withdraw", args=[story.public_id])
    for person in (cast.liv, cast.mona, cast.olav, cast.stein):
        client = SignedInClient(person)
        assert client.get(door).status_code == 404
        assert client.post(door).status_code == 404
        assert "Høytlesing" not in text_of(client, reverse("knowledge:mine"))
    assert again(story).withdrawn_at is None


def test_what_somebody_is_reading_is_withdrawn_from_them_as_well(cast: Cast) -> None:
    story = tell(cast.network, cast.brekka, cast.rita, NOW)
    keep_all(story, NOW)
    ask(story, cast.mona, NOW)
    rita, door = SignedInClient(cast.rita), reverse("knowledge:mine_withdraw", args=[story.public_id])
    assert "en annen leser den gjennom" in text_of(rita, reverse("knowledge:mine"))
    assert "Trekke fortellingen?" in text_of(rita, door)
    assert "Trekke fortellingen?" in text_of(rita, url(story, "withdraw"))
    rita.post(door)
    assert SignedInClient(cast.mona).get(url(story, "reading")).status_code == 404
