"""Two who press at the same moment: one effect, and nothing lost."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from redthread.betweenwork.actions.assignments import close_gathering
from redthread.betweenwork.actions.links import links_for
from redthread.betweenwork.actions.releases import release_summary
from redthread.betweenwork.actions.summaries import ClashError, save_summary
from redthread.betweenwork.drafts import Draft, Submission
from redthread.betweenwork.models import Assignment, SchoolLine, SchoolSummary, SubmissionKey, SummaryLink
from redthread.betweenwork.tests.between import Between, between
from redthread.gatherings.actions.minutes import open_minutes
from redthread.networks.models import Membership
from redthread.notices.models import OutgoingMail
from redthread.sharing.models import Release
from redthread.testing import make
from redthread.testing.cast import Cast, build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(transactional_db: None) -> Cast:
    return build()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Each act in a thread of its own, all let go at the same moment; their answers or errors."""
    start = threading.Barrier(len(acts))
    answers: list[Any] = [None] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        start.wait()
        try:
            answers[number] = act()
        except Exception as error:
            answers[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def save(at: Between, key: str, text: str) -> dict[str, Any]:
    submission = Submission(key, 0, Draft(), Draft(did=text))
    return save_summary(line=at.asen, submission=submission, by=at.cast.mona, now=at.now)


def test_two_who_lock_open_one_between_work_and_mail_each_person_once(town: Cast) -> None:
    now = timezone.now()
    gathering = make.gathering(town.network, starts_at=now - timedelta(days=1))
    open_minutes(gathering=gathering, written_by=town.liv, by=town.liv, now=now)
    acts = [lambda: close_gathering(gathering=gathering, by=town.liv, now=now)] * 3
    answers = at_once(*acts)
    assert {answer.pk for answer in answers} == {Assignment.objects.get().pk}
    assert SchoolLine.objects.count() == 2
    assert OutgoingMail.objects.filter(kind=OutgoingMail.Kind.SUMMARY_LINK).count() == 3


def test_the_same_save_many_times_at_once_is_one_save(town: Cast) -> None:
    at = between(town)
    answers = at_once(*[lambda: save(at, "same-key-1", "Vi leste.")] * 6)
    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["version"] == 1
    assert SubmissionKey.objects.count() == 1
    assert SchoolSummary.objects.get().version == 1


def test_of_two_texts_at_once_one_is_saved_and_the_other_comes_back_with_both(town: Cast) -> None:
    at = between(town)
    answers = at_once(lambda: save(at, "key-mona-1", "Mona."), lambda: save(at, "key-mads-1", "Mads."))
    clash = next(answer for answer in answers if isinstance(answer, ClashError))
    assert sum(isinstance(answer, dict) for answer in answers) == 1
    assert set(clash.draft.did.split("\n\n")) == {"Mona.", "Mads."}
    assert SchoolSummary.objects.get().did in ("Mona.", "Mads.")


def test_two_who_release_at_once_make_one_release(town: Cast) -> None:
    at = between(town)
    version = at.write(at.asen, town.mona).version
    acts = [lambda: release_summary(line=at.asen, version=version, photo="", by=town.mona, now=at.now)] * 4
    answers = at_once(*acts)
    assert {answer.pk for answer in answers} == {Release.objects.get().pk}


def test_a_save_and_a_release_at_once_release_nothing_that_was_not_previewed(town: Cast) -> None:
    at = between(town)
    at.write(at.asen, town.mona, did="Sett over")
    at_once(
        lambda: release_summary(line=at.asen, version=1, photo="", by=town.mona, now=at.now),
        lambda: at.write(at.asen, town.mads, did="Ikke sett over"),
    )
    assert not any("Ikke" in entry["text"] for release in Release.objects.all() for entry in release.snapshot)


def test_two_workers_make_one_link(town: Cast) -> None:
    at = between(town)
    line = SchoolLine.objects.with_window().get(pk=at.asen.pk)
    member = Membership.objects.get(person=town.mona)
    answers = at_once(*[lambda: links_for([(line, member)], at.now)] * 4)
    assert SummaryLink.objects.count() == 1
    assert {answer[line.pk, member.pk].seed for answer in answers} == {SummaryLink.objects.get().seed}
