"""A mailed link opens one school's summary for one person, and nothing for anybody else."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.betweenwork.actions.links import links_for
from redthread.betweenwork.links import AFTER_THE_GATHERING, LONGEST, expiry, hash_of, token_of, usable_link
from redthread.betweenwork.models import SchoolSummary, SummaryLink
from redthread.betweenwork.tests.between import Between, between
from redthread.networks.actions.members import change_role, end_membership
from redthread.networks.models import Membership, Role
from redthread.notices.models import OutgoingMail
from redthread.people.models import Person
from redthread.testing.cast import Cast

GONE = "Lenken virker ikke lenger"


def membership_of(at: Between, person: Person) -> Membership:
    return Membership.objects.get(network=at.cast.network, person=person, ends_at=None)


def test_the_link_opens_the_own_schools_form_with_all_that_is_known(cast: Cast, client: Client) -> None:
    at = between(cast)
    answer = client.get(at.link(cast.mona))
    page = answer.content.decode()
    assert answer.status_code == 200
    for known in ("Åsen skole", "Lesing i alle fag", "Prøve ut to-lærer i lesing", "Trinnlederne"):
        assert known in page
    for others in ("Brekka", "Lese høyt hver dag", "Rita"):
        assert others not in page


def test_nobody_keeps_finds_or_passes_on_the_page(cast: Cast, client: Client) -> None:
    answer = client.get(between(cast).link(cast.mona))
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_the_database_holds_no_token_and_each_is_256_bits_long(cast: Cast) -> None:
    at = between(cast)
    links = [at.link_row(cast.mona, at.asen), at.link_row(cast.mads, at.asen)]
    tokens = [token_of(link) for link in links]
    assert len(set(tokens)) == 2
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", token) for token in tokens)
    for link, token in zip(links, tokens, strict=True):
        assert link.token_hash == hash_of(token)
        assert token not in (link.token_hash, link.seed)


def test_another_installations_key_makes_another_token(cast: Cast, settings: object) -> None:
    at = between(cast)
    link = at.link_row(cast.mona, at.asen)
    token = token_of(link)
    settings.SECRET_KEY = "x" * 50  # type: ignore[attr-defined]
    assert token_of(link) != token
    assert usable_link(token, at.now) is not None  # a link that has been mailed works on


def test_asked_for_again_the_same_link_is_given_and_lasts_no_shorter(cast: Cast) -> None:
    at = between(cast)
    first = at.link_row(cast.mona, at.asen)
    at.now += timedelta(days=3)
    again = at.link_row(cast.mona, at.asen)
    assert again.pk == first.pk
    assert again.expires_at >= first.expires_at
    assert SummaryLink.objects.count() == 1


def test_the_link_lasts_two_weeks_into_the_next_gathering_or_120_days(cast: Cast) -> None:
    now = timezone.now()
    ahead = now + timedelta(days=20)
    assert expiry(ahead, now) == ahead + AFTER_THE_GATHERING
    assert expiry(now - timedelta(days=60), now) == now + AFTER_THE_GATHERING
    assert expiry(None, now) == now + LONGEST


def test_an_expired_revoked_altered_or_foreign_link_gives_the_same_plain_page(
    cast: Cast, client: Client
) -> None:
    at = between(cast)
    at.write(at.asen, cast.mona, did="Hemmelig for skolen")
    good = at.link(cast.mona)
    token = good.strip("/").split("/")[-1]
    altered = ("B" if token[0] == "A" else "A") + token[1:]
    unknown = reverse("betweenwork:summary_link", args=["x" * 43])
    pages = {
        re.sub(r'/oppsummering/[^/"]+/|value="[^"]+"|"X-CSRFToken": "[^"]+"', "", page.content.decode())
        for page in (client.get(unknown), client.get(good.replace(token, altered)))
    }
    SummaryLink.objects.update(expires_at=timezone.now())
    expired = client.get(good)
    SummaryLink.objects.update(expires_at=at.now + timedelta(days=1), revoked_at=at.now)
    revoked = client.get(good)
    for answer in (expired, revoked):
        assert answer.status_code == 404
        assert "Hemmelig" not in answer.content.decode()
        text = answer.content.decode()
        pages.add(re.sub(r'/oppsummering/[^/"]+/|value="[^"]+"|"X-CSRFToken": "[^"]+"', "", text))
    assert len(pages) == 1
    assert GONE in pages.pop()


@pytest.mark.parametrize("change", ["ended", "role", "role in place", "school", "network", "person"])
def test_the_link_stops_that_second_when_the_person_no_longer_writes_for_the_school(
    cast: Cast, client: Client, change: str
) -> None:
    at = between(cast)
    link = at.link(cast.mona)
    member, now = membership_of(at, cast.mona), timezone.now()
    assert client.get(link).status_code == 200
    match change:
        case "ended":
            end_membership(membership=member, ends_at=now, by=cast.liv, now=now)
        case "role":
            new = {"role": Role.DELEGATE, "organisation": cast.asen, "ends_at": None}
            change_role(membership=member, by=cast.liv, now=now, **new)  # type: ignore[arg-type]
        case "role in place":
            Membership.objects.filter(pk=member.pk).update(role=Role.DELEGATE)
        case "school":
            Membership.objects.filter(pk=member.pk).update(organisation=cast.brekka)
        case "network":
            type(cast.network).objects.filter(pk=cast.network.pk).update(closed_at=now)
        case "person":
            Person.objects.filter(pk=cast.mona.pk).update(is_active=False)
    for name in ("summary_link", "link_release", "link_photo"):
        url = link if name == "summary_link" else reverse(f"betweenwork:{name}", args=[link.split("/")[2]])
        assert client.get(url).status_code == 404
    saved = client.post(link, {"did": "For sent", "key": "late-00001"})
    assert saved.status_code == 404
    assert "For sent" in saved.content.decode()  # given back, to be copied
    assert not SchoolSummary.objects.exists()


def test_a_script_is_told_in_its_own_language_that_the_link_is_gone(cast: Cast, client: Client) -> None:
    url = reverse("betweenwork:summary_link", args=["x" * 43])
    answer = client.post(url, {"did": "Vi"}, headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert "Teksten er fortsatt på denne telefonen" in answer.json()["refused"]


def test_a_new_link_is_mailed_to_the_one_who_had_the_old_and_at_most_once_an_hour(
    cast: Cast, client: Client
) -> None:
    at = between(cast)
    old = at.link(cast.mona)
    SummaryLink.objects.update(expires_at=at.now)
    ask = reverse("betweenwork:new_link", args=[old.split("/")[2]])
    assert "Se i e-posten din" in client.post(ask).content.decode()
    client.post(ask)
    mail = OutgoingMail.objects.get()
    assert mail.person == cast.mona
    new = next(word for word in mail.text.split() if "/oppsummering/" in word)
    assert old not in new
    assert client.get(new.removeprefix("http://localhost:8000")).status_code == 200
    assert client.get(old).status_code == 404


def test_asking_with_a_token_of_nobody_says_the_same_and_mails_nobody(cast: Cast, client: Client) -> None:
    at = between(cast)
    real = reverse("betweenwork:new_link", args=[at.link(cast.mona).split("/")[2]])
    false = reverse("betweenwork:new_link", args=["x" * 43])
    end_membership(
        membership=membership_of(at, cast.mona), ends_at=timezone.now(), by=cast.liv, now=timezone.now()
    )
    texts = {
        re.sub(r'"X-CSRFToken": "[^"]+"', "", client.post(url).content.decode()) for url in (real, false)
    }
    assert len(texts) == 1
    assert not OutgoingMail.objects.exists()
    assert client.get(false).status_code == 405


def test_the_page_is_in_the_readers_language_whatever_the_phone_asks_for(cast: Cast, client: Client) -> None:
    at = between(cast)
    answer = client.get(at.link(cast.mona), headers={"Accept-Language": "en"})
    assert '<html lang="nb"' in answer.content.decode()


def test_one_may_close_ones_own_link_and_others_still_work(
    cast: Cast, as_person: type[SignedInClient], client: Client
) -> None:
    at = between(cast)
    mine, colleagues = at.link(cast.mona), at.link(cast.mads)
    mona = as_person(cast.mona)
    assert "Steng lenken min" in mona.get(at.url("summary", at.asen)).content.decode()
    assert mona.post(at.url("links_closed", at.asen)).status_code == 302
    assert client.get(mine).status_code == 404
    assert client.get(colleagues).status_code == 200
    assert mona.get(at.url("links_closed", at.asen)).status_code == 405
    assert as_person(cast.rita).post(at.url("links_closed", at.asen)).status_code == 403


def test_one_link_a_membership_and_line_is_in_use(cast: Cast) -> None:
    at = between(cast)
    link = at.link_row(cast.mona, at.asen)
    second = SummaryLink(
        line=link.line,
        membership=link.membership,
        role=link.role,
        token_hash="0" * 64,
        created_at=at.now,
        expires_at=at.now,
    )
    with pytest.raises(ValidationError):
        second.validate_constraints()


def test_many_links_are_made_in_six_queries(cast: Cast, django_assert_max_num_queries: type) -> None:
    at = between(cast)
    lines = list(type(at.asen).objects.with_window())
    members = list(Membership.objects.filter(network=cast.network, organisation__isnull=False))
    pairs = [(line, member) for line in lines for member in members]
    with django_assert_max_num_queries(8):
        assert len(links_for(pairs, at.now)) == 6
    with django_assert_max_num_queries(8):
        assert len(links_for(pairs, at.now)) == 6
    assert SummaryLink.objects.count() == 6
