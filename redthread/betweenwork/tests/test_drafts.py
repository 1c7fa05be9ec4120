"""Two who write at once are joined, and not a word of either is lost."""

from hypothesis import given
from hypothesis import strategies as st

from redthread.betweenwork.drafts import Draft, Submission, join

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)
DRAFT = st.builds(Draft, TEXT, TEXT, TEXT, st.sampled_from(["", "whole", "part", "not_yet"]))


def test_what_only_one_of_them_changed_is_taken_as_it_is() -> None:
    base = Draft("Vi prøvde.", "Noe skjedde.", "", "part")
    joined = join(base=base, theirs=base._replace(hard="Tid."), mine=base._replace(did="Vi prøvde mye."))
    assert joined.draft == Draft("Vi prøvde mye.", "Noe skjedde.", "Tid.", "part")
    assert joined.clashes == ()


def test_where_both_changed_the_same_field_both_texts_stand() -> None:
    joined = join(base=Draft("Vi"), theirs=Draft("Vi leste."), mine=Draft("Vi skrev."))
    assert joined.draft.did == "Vi leste.\n\nVi skrev."
    assert joined.clashes == ("did",)


def test_a_text_that_grew_out_of_the_other_is_not_said_twice() -> None:
    joined = join(base=Draft(), theirs=Draft("Vi leste."), mine=Draft("Vi leste. Og skrev."))
    assert joined.draft.did == "Vi leste. Og skrev."


def test_of_two_answers_about_reach_ones_own_stands_and_the_clash_is_told() -> None:
    joined = join(base=Draft(), theirs=Draft(reach="whole"), mine=Draft(reach="part"))
    assert (joined.draft.reach, joined.clashes) == ("part", ("reach",))


@given(base=DRAFT, theirs=DRAFT, mine=DRAFT)
def test_every_word_that_either_wrote_is_in_the_joined_draft(base: Draft, theirs: Draft, mine: Draft) -> None:
    joined = join(base=base, theirs=theirs, mine=mine)
    for name in ("did", "happened", "hard"):
        before, other, own = (getattr(one, name) for one in (base, theirs, mine))
        result = getattr(joined.draft, name)
        if own != before:
            assert own.strip() in result
        if other != before:
            assert other.strip() in result


@given(base=DRAFT, mine=DRAFT)
def test_joined_with_somebody_who_changed_nothing_ones_own_draft_stays(base: Draft, mine: Draft) -> None:
    assert join(base=base, theirs=base, mine=mine) == (mine, ())
    assert join(base=base, theirs=mine, mine=base) == (mine, ())


def test_a_repeated_save_has_the_same_hash_and_every_other_save_another() -> None:
    one = Submission("key-00000001", 1, Draft("a"), Draft("b"))
    assert one.body_hash == one._replace(key="key-00000002").body_hash
    others = [
        one._replace(version=2),
        one._replace(base=Draft("x")),
        one._replace(mine=Draft("", "b")),
        one._replace(mine=Draft("b", reach="part")),
    ]
    assert len({one.body_hash, *(other.body_hash for other in others)}) == 5
