"""What a reader should stop at in source 003 (§8.3), and what is fine and said nothing about."""

from __future__ import annotations

from redthread.stats.result_lint import (
    Finding,
    lint_contradiction,
    lint_not_applicable,
    lint_percents,
    lint_references,
    lint_self_report,
    lint_transfer,
)


def kinds(found: list[Finding]) -> list[str]:
    return [one.kind for one in found]


def test_an_item_most_say_is_not_applicable() -> None:
    """L2974-2976: near 85 % on what was adapted to their own need."""
    found = lint_not_applicable("tilpasset eget behov", 85)
    assert "85 % har svart «ikke aktuelt» på tilpasset eget behov" in found[0].sentence
    assert lint_not_applicable("organisering", 6) == []


def test_too_elementary_and_well_adapted_cannot_both_be() -> None:
    """L3071-3076: over 60 % and over 80 %."""
    found = lint_contradiction("for elementært", 60, "godt tilpasset", 80)
    assert "Minst 40 % må ha sagt begge deler" in found[0].sentence
    assert lint_contradiction("for elementært", 20, "godt tilpasset", 80) == []


def test_satisfied_is_not_changed() -> None:
    """L3084-3089 and L3320-3325: over 50 % satisfied, under 10 % changed to a large degree."""
    assert kinds(lint_transfer(50, 10)) == ["satisfaction"]
    assert lint_transfer(50, 40) == []
    assert lint_transfer(30, 10) == []


def test_what_people_say_is_told_as_that() -> None:
    assert kinds(lint_self_report("Endret praksis", is_measured=False)) == ["self_report"]
    assert lint_self_report("Fravær", is_measured=True) == []


def test_percentages_of_the_share_of_position() -> None:
    found = lint_percents("Lederandel", ["75", "8", "14", "2.5"], 166)
    assert kinds(found) == ["impossible", "rounding"]
    assert found[0].sentence == (
        "Lederandel: 2,5 % er umulig med n = 166 (4 er 2,41 % og 5 er 3,01 %). "
        "Har færre svart på spørsmålet? Oppgi n."
    )


def test_percentages_that_lack_somebody_or_have_too_many() -> None:
    assert kinds(lint_percents("Varighet", ["35", "19", "32"], 166)) == ["sum"]
    assert kinds(lint_percents("Utdanning", ["56", "62", "35"], 166)) == ["sum"]
    assert lint_percents("Utdanning", ["56", "62", "35"], 166, may_choose_many=True) == []
    assert lint_percents("Tilbyder", ["62", "24", "8", "6"], 166) == []


def test_figures_are_where_the_text_says() -> None:
    text = "Figur 5: Utdanning\n\nSom figur 5 viser, er det mange. Se tabell 2.\n\nTabell 1. Land\n"
    found = lint_references(text)
    assert [(one.kind, one.about) for one in found] == [
        ("lost_reference", "tabell 2"),
        ("unused", "tabell 1"),
    ]
