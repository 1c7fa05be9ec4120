"""A staff kit as its school's people see it, and what a new one opens with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from redthread.betweenwork.models import SchoolLine, SchoolSummary, StaffKit, StaffQuestion
from redthread.betweenwork.staff_pile import Reached, reached, read
from redthread.betweenwork.writers import schools_of
from redthread.gatherings.method_library import methods_for
from redthread.gatherings.models import Commitment
from redthread.networks.access import Access

SUGGESTED_METHOD = "bibliotek:parprat"  # short, and everybody has spoken before anybody answers


class Start(NamedTuple):
    """What a new kit comes from, and what its form holds."""

    commitment: Commitment | None
    line: SchoolLine | None
    initial: dict[str, Any]


def start_of(access: Access, asked: Mapping[str, str], now: datetime) -> Start:
    """From a commitment (`forpliktelse`) or a line of between-work (`linje`) of one's own school.

    What the person may not read is as if it were not asked for.
    """
    mine = schools_of(access)
    commitments = Commitment.objects.visible_to(access).filter(school__in=mine).select_related("school")
    lines = SchoolLine.objects.filter(assignment__network=access.network, school__in=mine)
    lines = lines.exclude(assignment__opened_at=None).select_related("school", "assignment")
    promise = commitments.filter(public_id=asked.get("forpliktelse", "")).first()
    if promise is not None:
        line = lines.filter(school=promise.school_id, assignment__gathering=promise.gathering_id).first()
        return Start(
            promise,
            line,
            {
                "school": promise.school.public_id,
                **_words(promise.what),
                **_known(access, promise.school_id, now),
            },
        )
    line = lines.filter(public_id=asked.get("linje", "")).first()
    if line is None:
        return Start(None, None, _known(access, None, now))
    about = line.assignment.task or line.assignment.theme
    return Start(
        None,
        line,
        {
            "school": line.school.public_id,
            **_words(about, line.assignment.theme),
            **_known(access, line.school_id, now),
        },
    )


def _words(about: str, title: str = "") -> dict[str, str]:
    """The promise in its own words, with a plain sentence around it."""
    text = " ".join(about.split())
    purpose = _("Vi har sagt ja til dette: %(what)s Nå blir vi enige om hvordan vi gjør det hos oss.")
    what = text if text.endswith((".", "!", "?")) else f"{text}."
    return {"title": _short(title or text), "purpose": (purpose % {"what": what})[:600]}


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79].rsplit(" ", 1)[0] + " …"


def _known(access: Access, school: int | None, now: datetime) -> dict[str, Any]:
    """A week's window, the suggested method, and how many they were the last time."""
    kits = StaffKit.objects.filter(school__in=[school] if school else schools_of(access))
    last = kits.order_by("-made_at", "-pk").values_list("staff", flat=True).first()
    week = timezone.localdate(now) + timedelta(days=7)
    return {"closes_on": week.isoformat(), "method": SUGGESTED_METHOD, **({"staff": last} if last else {})}


def method_choices(access: Access) -> list[tuple[str, str]]:
    words = _("%(name)s (%(minutes)d min)")
    return [
        (one.value, words % {"name": one.name, "minutes": one.minutes}) for one in methods_for(access.network)
    ]


class Bar(NamedTuple):
    label: str
    number: int


class Result(NamedTuple):
    """One question and what may be read of it."""

    question: StaffQuestion
    is_shown: bool
    bars: list[Bar]
    mostly: str
    texts: tuple[str, ...]

    @property
    def most(self) -> int:
        return max((bar.number for bar in self.bars), default=1) or 1


class KitPage(NamedTuple):
    questions: list[StaffQuestion]
    is_open: bool
    reached: Reached
    reach_words: str
    results: list[Result]  # empty until they may be read
    is_forgotten: bool
    line: SchoolLine | None
    may_reopen: bool


def kit_page(kit: StaffKit, now: datetime) -> KitPage:
    """Two queries, after the kit has been found with its pile."""
    questions = list(kit.questions.all())
    is_open, pile = kit.is_open(now), kit.pile
    far = reached(pile.answered, kit.staff, is_closed=not is_open)
    is_forgotten = bool(pile.answered and not pile.answers)
    is_readable = not is_open and far.kind in ("exact", "nearly_all") and not is_forgotten
    return KitPage(
        questions=questions,
        is_open=is_open,
        reached=far,
        reach_words=reach_words(far, kit.staff),
        results=[_result(one, kit) for one in questions] if is_readable else [],
        is_forgotten=is_forgotten,
        line=kit.line,
        may_reopen=not is_open and far.kind == "few" and not kit.network.is_closed,
    )


def _result(question: StaffQuestion, kit: StaffKit) -> Result:
    found = read(kit.pile.answers, question.number, is_closed=True)
    bars = [Bar(str(label), count) for label, count in zip(question.options, found.counts, strict=False)]
    mostly = question.options[found.mostly] if found.mostly is not None else ""
    return Result(question, found.is_shown, bars, mostly, found.texts)


def reach_words(far: Reached, staff: int) -> str:
    match far.kind:
        case "none":
            return _("Ingen har svart ennå.")
        case "some":
            return _("Noen har svart.")
        case "at_least":
            return _("Minst %(count)d av %(staff)d har svart.") % {"count": far.number, "staff": staff}
        case "few":
            return _("Færre enn fem svarte.")
        case "nearly_all":
            return _("Alle eller nesten alle svarte. Dere er %(staff)d.") % {"staff": staff}
        case _:
            return _("%(count)d av %(staff)d svarte.") % {"count": far.number, "staff": staff}


def suggested_essence(kit: StaffKit, results: Iterable[Result]) -> str:
    """What may be taken along as it stands: where most agree, and where not. No numbers and no texts, for the
    answers stay at the school."""
    with override(kit.school.written_norm or "nb"):
        return " ".join(
            _leaning(one) % {"answer": _top(one).label, "question": one.question.text.rstrip(".")}
            for one in results
            if one.is_shown and (one.mostly or one.bars)
        )


def _leaning(one: Result) -> str:
    if one.mostly:
        return _("Nesten alle svarte «%(answer)s» på «%(question)s».")
    if 2 * _top(one).number > sum(bar.number for bar in one.bars):
        return _("De fleste svarte «%(answer)s» på «%(question)s».")
    return _("Vi svarte ulikt på «%(question)s».")


def _top(one: Result) -> Bar:
    return Bar(one.mostly, 0) if one.mostly else max(one.bars, key=lambda bar: bar.number)


def summary_words(kit: StaffKit, far: Reached, essence: str) -> str:
    """What goes into the school's summary, in the school's written norm: how many, and the essence."""
    with override(kit.school.written_norm or "nb"):
        title = _("Vi spurte personalet om «%(title)s».") % {"title": kit.title}
        return f"{title} {reach_words(far, kit.staff)} {' '.join(essence.split())}"


def summary_reach(far: Reached) -> str:
    reach = SchoolSummary.Reach
    return {"nearly_all": reach.WHOLE.value, "exact": reach.PART.value}.get(far.kind, reach.UNSAID.value)


def answer_address(kit: StaffKit) -> str:
    """The whole address, for the QR code."""
    return settings.BASE_URL + reverse("betweenwork:staff_answer", args=[kit.code])
