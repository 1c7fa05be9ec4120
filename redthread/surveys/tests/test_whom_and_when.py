"""Whom a wave is put to and until when: ticked beforehand, and never lost on the way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from redthread.instruments.library import instruments
from redthread.surveys.actions import surveys as actions
from redthread.surveys.models import Survey
from redthread.testing.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def liv(cast: Cast, client: Client) -> Client:
    client.force_login(cast.liv)
    return client


def started(cast: Cast) -> Survey:
    pulse = instruments()["gathering-pulse"]
    return actions.start_survey(
        network=cast.network, key="start-key-1", instrument=pulse, by=cast.liv, now=timezone.now()
    )


def address(name: str, survey: Survey) -> str:
    return reverse(f"surveys:{name}", args=[survey.network.slug, survey.public_id, 1])


def test_whom_and_when_is_saved_while_it_is_chosen(liv: Client, cast: Cast) -> None:
    survey = started(cast)
    there, chosen = address("wave_change", survey), {"moment": "once", "roles": ["principal"]}
    on_the_way = {"HX-Request": "true"}
    saved = liv.post(there, chosen, headers=on_the_way).content.decode()
    nobody = liv.post(there, {"moment": "once"}, headers=on_the_way).content.decode()

    assert "1 blir spurt." in saved
    assert "Lagret." in saved
    assert "Ikke lagret." in nobody
    assert survey.waves.get().roles == ["principal"]


def test_the_last_look_is_at_what_was_just_chosen(liv: Client, cast: Cast) -> None:
    survey = started(cast)
    chosen = {"moment": "once", "roles": ["adviser"], "closes_on": "", "next": "opening"}
    there = liv.post(address("wave_change", survey), chosen)
    refused = liv.post(address("wave_change", survey), {**chosen, "roles": []})

    assert there["Location"] == address("opening", survey)
    assert survey.waves.get().roles == ["adviser"]
    assert refused.status_code == 400


@pytest.mark.parametrize(
    ("made_for", "put_to"), [(("teacher", "owner"), ["teacher"]), (("owner",), ["owner"])]
)
def test_teachers_are_asked_though_they_are_no_members_and_so_is_whoever_it_is_for_alone(
    cast: Cast, made_for: tuple[str, ...], put_to: list[str]
) -> None:
    pulse = replace(instruments()["staff-pulse"], roles=made_for)
    survey = actions.start_survey(
        network=cast.network, key="staff-key-1", instrument=pulse, by=cast.liv, now=timezone.now()
    )
    assert survey.waves.get().roles == put_to
