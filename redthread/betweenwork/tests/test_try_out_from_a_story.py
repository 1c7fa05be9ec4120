"""A try-out that comes from a practice story: started in few taps, thanked for, and told back."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.betweenwork.actions.try_outs import name_source
from redthread.betweenwork.models import TryOut
from redthread.betweenwork.tests.trying import end, show, start
from redthread.gatherings.method_library import keep_library_method
from redthread.knowledge.actions.stories import delete_story, withdraw_story
from redthread.knowledge.actions.thanks import thank_teller
from redthread.knowledge.models import Story, StoryThanks
from redthread.knowledge.tests import telling
from redthread.notices.models import OutgoingMail
from redthread.sharing.models import Release
from redthread.testing.cast import Cast

NOW = timezone.now()
WITHDRAWN = "en fortelling som er trukket"


def url(cast: Cast, name: str, try_out: TryOut | None = None) -> str:
    args = [cast.network.slug, *([try_out.public_id] if try_out else [])]
    return reverse(f"betweenwork:{name}", args=args)


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


@pytest.fixture
def story(cast: Cast) -> Story:
    """Rita's, which the network sees."""
    return telling.told_and_shown(
        cast.network, cast.brekka, cast.rita, cast.mona, NOW, title="Lesing i gangen"
    )


def begin(client: Client, cast: Cast, story: Story, **sent: Any) -> TryOut:
    """As a browser would, from the form as it opens."""
    address = url(cast, "try_out_new") + f"?fortelling={story.public_id}"
    form = client.get(address).context["form"]
    opened = {bound.name: bound.value() or "" for bound in form}
    client.post(address, {**opened, "title": "Gangen vår", "changed": "Vi leser ute.", **sent})
    return TryOut.objects.get(school=cast.asen)


def test_started_from_the_story_and_the_teller_is_thanked(
    cast: Cast, story: Story, as_person: type[SignedInClient]
) -> None:
    mona = as_person(cast.mona)
    address = url(cast, "try_out_new") + f"?fortelling={story.public_id}"
    assert address in text_of(mona, story.get_absolute_url())
    assert "Inspirert av «Lesing i gangen», Brekka skole" in text_of(mona, address)
    OutgoingMail.objects.all().delete()
    made = begin(mona, cast, story)
    assert (made.story, made.inspired_by, made.method, made.outside) == (story, None, None, "")
    assert StoryThanks.objects.get().text == "Takk for fortellingen! Nå prøver vi det hos oss."
    mail = OutgoingMail.objects.get()
    assert mail.person == cast.rita
    for word in ("Lesing i gangen", "Gangen vår", "Nå prøver vi"):
        assert word not in mail.subject + mail.text
    page = text_of(mona, made.get_absolute_url())
    assert f'<a href="{story.get_absolute_url()}">Lesing i gangen, Brekka skole</a>' in page
    assert "Nå prøver vi det hos oss" in text_of(as_person(cast.rita), story.get_absolute_url())


def test_not_a_word_of_the_story_is_copied(cast: Cast, story: Story, as_person: type[SignedInClient]) -> None:
    form = (
        as_person(cast.mona).get(url(cast, "try_out_new") + f"?fortelling={story.public_id}").context["form"]
    )
    values = " ".join(str(bound.value() or "") for bound in form)
    assert "Lesing" not in values
    assert telling.TEXT not in values


def test_what_is_borrowed_is_adapted(cast: Cast, story: Story, as_person: type[SignedInClient]) -> None:
    address = url(cast, "try_out_new") + f"?fortelling={story.public_id}"
    answer = as_person(cast.mona).post(
        address, {"title": "Gangen vår", "changed": " ", "school": cast.asen.public_id}
    )
    assert "Ideer tilpasses." in answer.content.decode()
    assert TryOut.objects.count() == 0


def test_a_story_that_is_not_shown_is_no_source(cast: Cast, as_person: type[SignedInClient]) -> None:
    hidden = telling.tell(cast.network, cast.brekka, cast.rita, NOW)
    page = as_person(cast.mona).get(url(cast, "try_out_new") + f"?fortelling={hidden.public_id}")
    assert "Inspirert av" not in page.content.decode()
    assert page.context["start"].source.story is None


def test_the_teller_hears_how_it_ended_once(
    cast: Cast, story: Story, as_person: type[SignedInClient]
) -> None:
    made = begin(as_person(cast.mona), cast, story)
    show(made, cast.mona, NOW)
    OutgoingMail.objects.all().delete()
    for words in ("Det gikk.", "Det gikk fint."):
        end(made, cast.mona, NOW, "stop", happened=words)
        show(made, cast.mona, NOW)
    mail = OutgoingMail.objects.get()
    assert (mail.person, mail.subject) == (cast.rita, "Åsen skole forteller hvordan det gikk")
    assert made.get_absolute_url() in mail.text
    assert "Det gikk" not in mail.text
    assert "Lesing i gangen" not in mail.text


def test_a_withdrawn_story_is_told_nothing_and_told_of_nowhere(
    cast: Cast, story: Story, as_person: type[SignedInClient]
) -> None:
    mona, mads, kine = as_person(cast.mona), as_person(cast.mads), as_person(cast.kine)
    made = begin(mona, cast, story)
    show(made, cast.mona, NOW)
    pages = [made.get_absolute_url(), url(cast, "family", made), url(cast, "spread")]
    for client in (mads, kine):
        for page in pages:
            assert "Lesing i gangen" in text_of(client, page)
    OutgoingMail.objects.all().delete()
    withdraw_story(story=story, by=cast.rita, now=NOW)
    for client in (mads, kine):
        for page in [*pages, url(cast, "try_outs")]:
            seen = text_of(client, page)
            assert "Lesing i gangen" not in seen
            assert story.public_id not in seen
        assert WITHDRAWN in text_of(client, pages[0])
    end(made, cast.mona, NOW)
    show(made, cast.mona, NOW)
    assert OutgoingMail.objects.count() == 0
    assert "Lesing i gangen" not in str(Release.objects.filter(source=made.public_id).values())
    delete_story(story=story, by=cast.rita, now=NOW)
    assert WITHDRAWN in text_of(kine, pages[0])


def test_the_family_begins_with_the_story(cast: Cast, story: Story, as_person: type[SignedInClient]) -> None:
    made = begin(as_person(cast.mona), cast, story)
    show(made, cast.mona, NOW)
    later = start(cast.network, cast.brekka, cast.rita, NOW, source=made, title="Tilbake hos oss")
    show(later, cast.rita, NOW)
    kine = as_person(cast.kine)
    answer = kine.get(url(cast, "family", later))
    titles = [row.branch.node.title for row in answer.context["rows"]]
    assert titles == ["Lesing i gangen", "Gangen vår", "Tilbake hos oss"]
    page = " ".join(answer.content.decode().split())
    assert "is-story" in page
    assert "Praksisfortelling" in page
    spread = kine.get(url(cast, "spread"))
    assert spread.context["families"] == [(url(cast, "family", made), "Lesing i gangen", 2)]
    for link in (f'href="{story.get_absolute_url()}"', f'href="{url(cast, "family", made)}"'):
        assert link in spread.content.decode()


def test_shown_to_the_school_only_it_has_no_name_for_the_others(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    story = telling.tell(cast.network, cast.asen, cast.mads, NOW, title="Lesing hos oss")
    telling.approve(story, cast.mona, NOW)
    telling.show(story, NOW, "school")
    made = begin(as_person(cast.mona), cast, story)
    show(made, cast.mona, NOW)
    page = text_of(as_person(cast.kine), made.get_absolute_url())
    assert "en praksisfortelling" in page
    assert "Lesing hos oss" not in page
    assert story.public_id not in page
    assert "Lesing hos oss" in text_of(as_person(cast.mona), made.get_absolute_url())


def test_another_source_instead_lets_the_story_go(
    cast: Cast, story: Story, as_person: type[SignedInClient]
) -> None:
    made = begin(as_person(cast.mona), cast, story)
    other = start(cast.network, cast.brekka, cast.rita, NOW)
    show(other, cast.rita, NOW)
    name_source(try_out=made, source=other, by=cast.mona, now=NOW)
    assert (made.story, made.inspired_by) == (None, other)


def test_one_source_and_no_more(cast: Cast, story: Story) -> None:
    made = start(cast.network, cast.asen, cast.mona, NOW)
    method = keep_library_method("igp")
    for other in ({"method": method}, {"outside": "En bok"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            TryOut.objects.filter(pk=made.pk).update(story=story, **other)


def test_somebody_who_has_thanked_for_the_story_thanks_again_when_it_is_tried(
    cast: Cast, story: Story, as_person: type[SignedInClient]
) -> None:
    mona = as_person(cast.mona)
    thank_teller(story=story, text="Modig fortalt.", by=cast.mona, now=NOW)
    begin(mona, cast, story, thanks="Nå prøver vi det.")
    page = text_of(as_person(cast.rita), story.get_absolute_url())
    assert "«Modig fortalt.»" in page
    assert "«Nå prøver vi det.»" in page
    assert OutgoingMail.objects.filter(person=cast.rita, key__startswith="story-thanks:").count() == 2


def test_the_story_tells_what_it_became_to_those_who_see_that(
    cast: Cast, story: Story, as_person: type[SignedInClient]
) -> None:
    made = begin(as_person(cast.mona), cast, story)
    assert "Hva ble det til?" in text_of(as_person(cast.mona), story.get_absolute_url())
    assert "Gangen vår" not in text_of(as_person(cast.rita), story.get_absolute_url())
    show(made, cast.mona, NOW)
    page = text_of(as_person(cast.rita), story.get_absolute_url())
    assert f'<a href="{made.get_absolute_url()}">Gangen vår</a>' in page
    assert url(cast, "family", made) in page


def test_a_story_is_named_as_source_afterwards_and_kept_by_saving_again(
    cast: Cast, story: Story, as_person: type[SignedInClient]
) -> None:
    mona, made = as_person(cast.mona), start(cast.network, cast.asen, cast.mona, NOW, outside="En bok")
    mona.post(url(cast, "try_out_source", made), {"source": ""})
    made.refresh_from_db()
    assert (made.story, made.outside) == (None, "En bok")
    mona.post(url(cast, "try_out_source", made), {"source": story.public_id})
    made.refresh_from_db()
    assert (made.story, made.outside) == (story, "")
    page = mona.get(url(cast, "try_out_source", made))
    assert page.context["form"]["source"].value() == story.public_id
    mona.post(url(cast, "try_out_source", made), {"source": ""})
    made.refresh_from_db()
    assert made.story is None


def test_a_teller_does_not_thank_herself(cast: Cast, as_person: type[SignedInClient]) -> None:
    story = telling.told_and_shown(cast.network, cast.asen, cast.mona, cast.rita, NOW)
    OutgoingMail.objects.all().delete()
    made = begin(as_person(cast.mona), cast, story, thanks="Takk til meg")
    assert made.story == story
    assert StoryThanks.objects.count() == OutgoingMail.objects.count() == 0


def test_the_page_asks_no_more_than_twelve(
    cast: Cast, story: Story, as_person: type[SignedInClient], django_assert_max_num_queries: Any
) -> None:
    made = begin(as_person(cast.mona), cast, story)
    show(made, cast.mona, NOW)
    for person in (cast.mona, cast.kine):
        client = as_person(person)
        for page in (made.get_absolute_url(), url(cast, "family", made), url(cast, "spread")):
            with django_assert_max_num_queries(12):
                client.get(page)
