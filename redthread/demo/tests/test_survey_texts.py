"""The free words of the demo's survey are enough to be shown, and point at nobody."""

from redthread.demo.library import read
from redthread.identifying.checking import check_text
from redthread.instruments.library import instruments

FEWEST = 10  # free words are shown from ten answers


def test_the_answers_belong_to_the_questionnaire_and_are_enough_to_be_shown() -> None:
    free = {item.code for item in instruments()["programme-evaluation"].items if item.kind == "text"}
    answers = read("undersokelse")["answers"]
    assert set(answers) == free
    assert all(len(set(texts)) >= FEWEST for texts in answers.values())


def test_so_do_those_of_the_survey_before_and_after() -> None:
    free = {
        item.code for item in instruments()["professional-learning-community"].items if item.kind == "text"
    }
    answers = read("undersokelse")["together"]["answers"]
    assert set(answers) == free
    assert all(len(set(texts)) >= FEWEST for texts in answers.values())


def test_no_answer_can_identify_anybody() -> None:
    words = read("undersokelse")
    said = [*words["answers"].values(), *words["together"]["answers"].values()]
    marked = {text: [str(mark.kind) for mark in check_text(text)] for texts in said for text in texts}
    assert {text: kinds for text, kinds in marked.items() if kinds} == {}
