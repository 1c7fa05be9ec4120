"""What a careful reader would say, and what she would not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from redthread.instruments.lint import Severity, check
from redthread.instruments.lint.reading_level import lix
from redthread.instruments.model import (
    AnswerScale,
    Condition,
    Index,
    Instrument,
    Item,
    Option,
    Section,
    Text,
)
from redthread.instruments.tests.samples import AGREE, KINDS, YES_NO, instrument

ALL = Text("Vi møtes ofte", "Vi møtest ofte", "We meet often")


def asking(*texts: str, scale: str = "agree") -> Instrument:
    return instrument(*(Item(f"q{n}", Text(text), scale=scale) for n, text in enumerate(texts, start=1)))


def scale_of(*labels: str, kind: str = "ordered", first: int = 1, code: str = "bands") -> AnswerScale:
    return AnswerScale(code, kind, tuple(Option(n, Text(one)) for n, one in enumerate(labels, start=first)))


def with_scale(*scales: AnswerScale) -> Instrument:
    items = tuple(Item(f"q{n}", ALL, scale=one.code) for n, one in enumerate(scales, start=1))
    return instrument(*items, scales=scales)


def kinds(found: Instrument) -> list[tuple[str, str]]:
    """Kind and name of the place, without the languages (the samples are in bokmål)."""
    return [(one.kind, one.place.name) for one in check(found) if one.kind != "languages"]


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        (("5–9", "Mer enn 10"), "10 passer ikke i noe av dem"),
        (("0–4 ganger", "5–9 ganger", "12 eller flere"), "10–11 passer ikke i noe av dem"),
        (("Færre enn 5", "6-10", "Over 10"), "5 passer ikke i noe av dem"),
        (("1–5 år", "5–10 år", "Mer enn 10 år"), "5 hører til i to av dem"),
        (("0–20 %", "20–40 %", "40–100 %"), "20 hører til i to av dem"),
        (("Ingen", "To til fire", "Fem eller flere"), "1 passer ikke i noe av dem"),
    ],
)
def test_bands_leave_nothing_out_and_count_nothing_twice(labels: tuple[str, ...], said: str) -> None:
    found = check(with_scale(scale_of(*labels)))

    assert found[0].kind == "bands"
    assert said in str(found[0].wrong)


@pytest.mark.parametrize(
    "labels",
    [
        ("Ingen", "1–2", "3–5", "6–8", "9 eller flere"),
        ("Under 5 år", "5–9 år", "10 år eller mer"),
        ("Høyst 4", "5–9", "Mer enn 9"),
        ("Mer enn 9", "5 til 9", "Færre enn 5"),
        ("Helt uenig", "Uenig", "Enig", "Helt enig"),
        ("1", "3", "5"),
        ("5–9", "Vet ikke så nøye", "Mer enn 10"),
    ],
)
def test_bands_that_fit_together_are_let_be(labels: tuple[str, ...]) -> None:
    assert kinds(with_scale(scale_of(*labels))) == []


@pytest.mark.parametrize(
    "text",
    [
        "Samlingene var nyttige og godt planlagt",
        "Ledelsen samt lærerne er med",
        "Rektor/mellomleder leder arbeidet",
        "Hvorfor ble du med? Hva fikk du ut av det?",
        "Vi snakker om undervisning og prøver ut nye arbeidsmåter",
        "Lederen min hører på meg, og tiden blir brukt godt",
    ],
)
def test_two_questions_in_one_are_seen(text: str) -> None:
    assert kinds(asking(text)) == [("two_questions", "q1")]


@pytest.mark.parametrize(
    "text",
    [
        "Jeg følger med fra tid til annen, av og til",
        "Samarbeidet mellom skoleeier og skoleledere er godt",
        "Vi blir sittende og vente",
        "Skolen gir råd og støtte",
        "Vi blir bedre og bedre",
        "Jeg har deltatt på samling eller nettmøte",
        "Vi bruker 1/2 time",
        "Hjem og skole samarbeider",
    ],
)
def test_what_is_said_as_one_thing_is_one_question(text: str) -> None:
    assert kinds(asking(text)) == []


def test_who_was_not_there_must_be_able_to_say_so() -> None:
    bare = replace(AGREE, code="bare", has_not_relevant=False)
    good = Item("good", Text("Veiledningen var nyttig"), scale="bare")
    count = Item("count", Text("Har du deltatt på samling?"), scale="yes_no")
    useful = Item("useful", Text("Hvor godt var samlingene lagt opp?"), scale="bare")
    scales = (bare, AGREE, YES_NO)

    assert kinds(instrument(good, scales=scales)) == [("not_relevant", "good")]
    assert kinds(instrument(count, useful, scales=scales)) == [("not_relevant", "useful")]
    assert kinds(instrument(useful, scales=scales)) == []
    assert kinds(instrument(replace(good, scale="agree"), scales=scales)) == []
    behind = replace(useful, shown_if=Condition("count", frozenset({1})))
    assert kinds(instrument(count, behind, scales=scales)) == []


def test_opposite_statements_are_declared_and_count_opposite_ways() -> None:
    pair = asking("Samlingene er nyttige", "Samlingene er ikke nyttige")
    hard = asking("Stoffet er for lett", "Stoffet er for vanskelig")
    index = Index("worth", Text("Nytte"), ("q1", "q2"))

    assert ("contradicting", "q2") in kinds(pair)
    assert kinds(hard) == [("contradicting", "q2")]
    assert kinds(replace(hard, contradictions=(("q1", "q2"),))) == []
    assert kinds(asking("Stoffet er lett", "Lokalene er vanskelige")) == []
    declared = replace(hard, contradictions=(("q1", "q2"),), indices=(index,))
    assert check(declared)[0].kind == "contradicting"
    turned = replace(hard.items[1], is_reversed=True)
    section = replace(hard.sections[0], items=(hard.items[0], turned))
    assert kinds(replace(declared, sections=(section,))) == []


def test_scales_begin_in_the_same_end() -> None:
    up, down = scale_of("Lite", "Noe", "Mye", code="up"), scale_of("Mye", "Noe", "Lite", code="down")
    other_values = AnswerScale("down", "ordered", tuple(reversed(down.options)))

    assert kinds(with_scale(up, down)) == [("directions", "down")]
    assert kinds(with_scale(up, other_values)) == [("directions", "down")]
    assert kinds(with_scale(up, scale_of("Sjelden", "Ofte", code="often"))) == []
    falling = AnswerScale("falling", "ordered", (Option(2, Text("Ofte")), Option(1, Text("Sjelden"))))
    assert kinds(with_scale(up, falling)) == [("directions", "falling")]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Hva heter du?", Severity.FIX),
        ("Hvilken skole jobber du på?", Severity.FIX),
        ("Hva er din stilling?", Severity.FIX),
        ("Er du rektor?", Severity.FIX),
        ("Hvor gammel er du?", Severity.CONSIDER),
        ("Hvor lenge har du vært leder?", Severity.CONSIDER),
        ("Hvilke fag underviser du i?", Severity.CONSIDER),
        ("Hvilken kommune kommer du fra?", Severity.CONSIDER),
        ("Er du kvinne?", Severity.CONSIDER),
    ],
)
def test_questions_that_tell_who_answers_are_seen(text: str, severity: Severity) -> None:
    found = [one for one in check(asking(text, scale="kinds")) if one.kind != "languages"]

    assert [(one.kind, one.severity) for one in found] == [("identifying", severity)]


def test_two_small_facts_add_up_to_a_person() -> None:
    found = check(asking("Hvor gammel er du?", "Hvilke fag underviser du i?", scale="kinds"))

    assert [one.severity for one in found if one.kind == "identifying"] == [Severity.FIX, Severity.FIX]


@pytest.mark.parametrize(
    "text",
    [
        "Hva er din rolle i nettverket?",
        "Hvilken nytte har skolen hatt?",
        "Hvor mange samlinger har du vært med på?",
        "Ikke skriv navn på personer",
        "Hvilke områder har du hatt mest bruk for?",
        "Rektor leder arbeidet",
    ],
)
def test_questions_about_the_work_tell_of_nobody(text: str) -> None:
    assert kinds(asking(text, scale="kinds")) == []


def test_lix_is_words_a_sentence_and_long_words_a_hundred() -> None:
    # 8 words, 2 sentences; «samarbeid» and «skolene» have more than six letters.
    assert lix(["Vi liker samarbeid.", "Alle skolene er med her"]) == pytest.approx(8 / 2 + 100 * 2 / 8)
    assert lix([]) == 0


def test_heavy_words_and_long_sentences_are_seen() -> None:
    heavy = asking(*["Kompetanseutviklingens implementeringsprosesser kjennetegnes gjennomgående"] * 15)
    long = asking("Vi møtes " + "ofte " * 24)

    assert ("reading_level", "") in kinds(heavy)
    assert kinds(long) == [("reading_level", "q1")]
    assert kinds(asking("Vi møtes " + "ofte " * 23)) == []


def test_more_than_twelve_minutes_is_too_long_for_anybody() -> None:
    for_one = frozenset({"owner"})
    many = [Item(f"q{n}", ALL, kind="text", roles=for_one) for n in range(16)]

    assert ("too_long", "") in kinds(instrument(*many))
    assert kinds(instrument(*many[:15])) == []


@pytest.mark.parametrize(
    ("text", "version", "wrong"),
    [
        ("Hvor ofte møtes dere?", "Hvor godt møtes lederne?", "et annet mål"),
        ("Vi møtes minst 4 ganger", "Lederne møtes minst fem ganger", "andre tall"),
        ("Vi har god tid", "Lederne har ikke god tid", "Bare den ene utgaven er nektende"),
    ],
)
def test_versions_ask_the_same_of_all_roles(text: str, version: str, wrong: str) -> None:
    item = Item("q1", Text(text), scale="agree", versions={"owner": Text(version)})
    found = [one for one in check(instrument(item)) if one.kind == "versions"]

    assert [(one.place.key, wrong in str(one.wrong)) for one in found] == [("versions.owner", True)]


def test_a_role_with_words_of_its_own_has_them_where_the_school_is_named() -> None:
    own = Item("q1", Text("Vi møtes på skolen min"), scale="agree", versions={"owner": Text("De møtes")})
    lacking = Item("q2", Text("Hos oss er det god tid"), scale="agree")

    assert kinds(instrument(own, lacking)) == [("versions", "q2")]
    assert kinds(instrument(replace(own, versions={}), lacking)) == []
    unasked = replace(own, roles=frozenset({"teacher"}))
    assert kinds(instrument(unasked)) == [("versions", "q1")]


def test_a_language_that_lacks_is_told_once() -> None:
    found = [one for one in check(asking("Vi møtes")) if one.kind == "languages"]

    assert [str(one.wrong).split(".")[0] for one in found] == [
        "12 tekster mangler nynorsk",
        "12 tekster mangler engelsk",
    ]
    assert check(replace(asking("Vi møtes"), languages=("nb",))) == ()


def test_one_text_that_lacks_is_one() -> None:
    whole = Text("Vi møtes", "Vi møtest", "We meet")
    scale = AnswerScale("own", "ordered", (Option(1, whole), Option(2, ALL)), has_not_relevant=True)
    section = Section(whole, (Item("q1", Text("Vi møtes", "", "We meet"), scale="own"),))
    found = check(replace(instrument(), title=whole, sections=(section,), scales={"own": scale}))

    assert [str(one.wrong) for one in found] == ["Én tekst mangler nynorsk. Bokmål blir vist i stedet."]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Er du enig i at samlingen var nyttig?", "leading"),
        ("Vi har selvfølgelig god tid", "leading"),
        ("Vi har ikke god tid", "negation"),
        ("Ingen lytter til oss", "negation"),
    ],
)
def test_leading_words_and_negations_are_seen(text: str, kind: str) -> None:
    assert kinds(asking(text)) == [(kind, "q1")]


@pytest.mark.parametrize(
    "text",
    ["Mye av tiden gikk med til det som ikke hjelper oss", "Vi arbeider ikke bare i samlingene"],
)
def test_a_negation_in_a_clause_of_its_own_is_let_be(text: str) -> None:
    assert kinds(asking(text)) == []


def test_an_index_is_of_several_questions_on_one_scale() -> None:
    two = asking("Vi møtes", "Vi lærer")
    mixed = instrument(*two.items, Item("q3", ALL, scale="yes_no"))

    assert kinds(replace(two, indices=(Index("i", ALL, ("q1", "q2")),))) == []
    assert kinds(replace(two, indices=(Index("i", ALL, ("q1",)),))) == [("indices", "i")]
    assert kinds(replace(mixed, indices=(Index("i", ALL, ("q1", "q3")),))) == [("indices", "i")]


def test_every_answer_has_words_of_its_own() -> None:
    assert kinds(with_scale(scale_of("Uenig", "2", "3", "4", "Enig"))) == [("labels", "bands")]
    assert kinds(with_scale(scale_of("Uenig", "Enig", "Enig"))) == [("labels", "bands")]
    assert kinds(with_scale(scale_of("1", "2", "3"))) == []
    assert kinds(with_scale(KINDS)) == []


def test_a_question_that_nobody_comes_to_is_seen() -> None:
    first = Item("q1", ALL, scale="yes_no", roles=frozenset({"owner"}))
    behind = Item("q2", ALL, scale="agree", shown_if=Condition("q1", frozenset({1})))
    both = instrument(first, behind)

    assert kinds(both) == [("never_asked", "q2")]
    assert kinds(replace(both, roles=("owner",))) == []
    assert ("never_asked", "q1") in kinds(replace(both, roles=("teacher",)))


def test_what_must_be_put_right_stands_first() -> None:
    found = check(asking("Vi møtes og lærer", "Hva heter du?"))

    assert [one.severity for one in found if one.kind != "languages"] == [Severity.FIX, Severity.CONSIDER]
    assert str(found[0]) == (
        "Spørsmålet «q2»: Spørsmålet ber om hvem som svarer. "
        "Ta det bort. Svarene skal ikke kunne spores til noen."
    )
