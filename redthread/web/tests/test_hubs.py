"""«Erfaringer» and «Mer»: the ways to the rooms that stand beside the gatherings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from redthread.testing.cast import Cast

AsPerson = Callable[..., Client]


def test_the_way_to_the_try_outs_stands_on_the_page_of_experience(cast: Cast, as_person: AsPerson) -> None:
    slug = cast.network.slug
    page = as_person(cast.mona).get(reverse("web:experience", args=[slug])).content.decode()
    assert f'href="{reverse("betweenwork:try_outs", args=[slug])}"' in page
    assert f'href="{reverse("betweenwork:spread", args=[slug])}"' in page


@pytest.mark.parametrize(("name", "is_shown"), [("liv", True), ("mona", False)])
def test_only_those_who_lead_are_shown_the_settings(
    cast: Cast, as_person: AsPerson, name: str, is_shown: bool
) -> None:
    slug = cast.network.slug
    page = as_person(getattr(cast, name)).get(reverse("web:more", args=[slug])).content.decode()
    assert (reverse("networks:settings", args=[slug]) in page) is is_shown
    assert reverse("networks:mandate", args=[slug]) in page
