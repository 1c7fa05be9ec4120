"""A pasted link to a meeting on screen is found, unwrapped, checked and named."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from redthread.gatherings.meeting_links import is_safe, tidy, tool_of, words_for_link

LONG = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_Zm9v%40thread.v2/0?context=%7b%22Tid%22%3a%221%22%7d"
SHORT = "https://teams.microsoft.com/meet/3456789?p=AbCd"


@pytest.mark.parametrize(
    ("link", "tool"),
    [
        (LONG, "Teams"),
        (SHORT, "Teams"),
        ("https://teams.live.com/meet/93?p=x", "Teams"),
        ("https://meet.google.com/abc-defg-hij", "Google Meet"),
        ("https://fjordvik.zoom.us/j/123?pwd=x", "Zoom"),
        ("https://whereby.com/fjordvik", "Whereby"),
        ("https://evilzoom.us/j/123", ""),
        ("https://teams.microsoft.com.evil.example/meet/1", ""),
        ("https://video.fjordvik.example/rom", ""),
    ],
)
def test_tools_are_known_by_their_host(link: str, tool: str) -> None:
    assert (tool_of(link), is_safe(link)) == (tool, True)


def test_of_other_tools_the_host_is_shown() -> None:
    assert words_for_link(SHORT) == "Bli med i Teams"
    assert (
        words_for_link("https://video.fjordvik.example/rom") == "Bli med på skjerm (video.fjordvik.example)"
    )


@pytest.mark.parametrize(
    "pasted",
    [
        LONG,
        f"  {LONG} ",
        f"Microsoft Teams-møte\nBli med: <{LONG}>\nMøte-ID: 345\nhttps://aka.ms/JoinTeamsMeeting",
        f"Hjelp: https://aka.ms/hjelp. Møtet: {LONG}.",
        f"https://eur02.safelinks.protection.outlook.com/?url={quote(LONG, safe='')}&data=05%7C02&reserved=0",
    ],
)
def test_the_link_is_found_in_whatever_is_pasted(pasted: str) -> None:
    assert tidy(pasted) == LONG


def test_the_wrapping_does_not_smuggle_in_another_kind_of_address() -> None:
    wrapped = "https://eur02.safelinks.protection.outlook.com/?url=javascript%3Aalert"
    assert tidy(wrapped) == wrapped
    assert tidy("det sier vi siden") == "det sier vi siden"


@pytest.mark.parametrize(
    "link",
    [
        "http://teams.microsoft.com/meet/1",
        "https://teams.microsoft.com@evil.example/meet/1",
        "https://10.0.0.1/rom",
        "https://rom",
        "javascript:alert(1)",
        "https://[teams.microsoft.com/x",
        "https://teams.microsoft.com/" + "x" * 500,
        "",
    ],
)
def test_what_may_lead_astray_is_refused(link: str) -> None:
    assert not is_safe(link)
