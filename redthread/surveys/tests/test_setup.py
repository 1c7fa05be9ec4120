"""A survey is started from a questionnaire, changed while nobody has been asked, and then it stands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from redthread.core.errors import RuleError
from redthread.instruments.editing import without_items
from redthread.instruments.library import instruments
from redthread.instruments.toml_file import parse, write
from redthread.surveys.actions import surveys as actions
from redthread.surveys.definition import instrument_of
from redthread.surveys.models import Survey, Wave
from redthread.surveys.own_start import own_start
from redthread.testing.cast import Cast

PULSE = instruments()["gathering-pulse"]
pytestmark = pytest.mark.django_db


def started(cast: Cast, key: str = "start-key-1") -> Survey:
    return actions.start_survey(
        network=cast.network, key=key, instrument=PULSE, by=cast.liv, now=timezone.now()
    )


def opened(survey: Survey, cast: Cast) -> Wave:
    wave = survey.waves.get()
    Wave.objects.filter(pk=wave.pk).update(opened_at=timezone.now(), opened_by=cast.liv)
    wave.refresh_from_db()
    return wave


def change_to(survey: Survey, cast: Cast, **words: str) -> None:
    data = {"title": survey.title, "why": survey.why, "kind": survey.kind, **words}
    actions.change_survey(
        survey=survey,
        words=actions.Words(**data),
        version=survey.version,
        by=cast.liv,
        now=timezone.now(),
    )


def leave_out(survey: Survey, cast: Cast, codes: set[str]) -> None:
    actions.change_questions(
        survey=survey,
        change=lambda before: without_items(before, codes),
        by=cast.liv,
        now=timezone.now(),
    )


def test_a_survey_starts_with_a_copy_of_the_questions_and_one_wave(cast: Cast) -> None:
    survey = started(cast)
    wave = survey.waves.get()

    assert parse(survey.definition) == PULSE
    assert (survey.title, survey.kind, survey.k) == ("Puls etter en samling", "anonymous", 5)
    there = ["principal", "middle_leader", "resource_teacher", "adviser"]  # of the owner's nobody is a member
    assert (wave.number, wave.moment, wave.roles) == (1, "once", there)
    assert wave.closes_on == timezone.localdate() + timedelta(days=14)
    assert started(cast) == survey
    assert Survey.objects.count() == 1


def test_a_change_in_another_window_is_not_written_over(cast: Cast) -> None:
    survey = started(cast)
    stale = Survey.objects.get(pk=survey.pk)
    change_to(survey, cast, why="Vi vil vite hva som virker.")

    with pytest.raises(actions.ChangedMeanwhileError) as caught:
        change_to(stale, cast, why="Noe annet")

    assert caught.value.there.why == "Vi vil vite hva som virker."


def test_when_somebody_is_asked_what_was_promised_stands(cast: Cast) -> None:
    survey = started(cast)
    opened(survey, cast)

    with pytest.raises(RuleError, match="sendt ut"):
        change_to(survey, cast, kind="confidential")
    with pytest.raises(RuleError, match="sendt ut"):
        leave_out(survey, cast, {"said"})
    with pytest.raises(RuleError, match="sendt ut"):
        actions.drop_survey(survey=survey, by=cast.liv, now=timezone.now())
    survey.refresh_from_db()
    assert (survey.kind, survey.dropped_at) == ("anonymous", None)
    assert parse(survey.definition) == PULSE


def test_the_last_question_cannot_be_left_out(cast: Cast) -> None:
    survey = started(cast)
    everything = {item.code for item in PULSE.items}

    with pytest.raises(RuleError, match="minst ett spørsmål"):
        leave_out(survey, cast, everything)


def test_a_second_wave_makes_the_first_the_one_before(cast: Cast) -> None:
    survey = started(cast)
    made = actions.add_wave(survey=survey, moment="after", by=cast.liv, now=timezone.now())

    assert list(survey.waves.values_list("number", "moment")) == [(1, "before"), (2, "after")]
    assert made.roles == survey.waves.get(number=1).roles
    actions.remove_wave(wave=made, by=cast.liv, now=timezone.now())
    with pytest.raises(RuleError, match="minst én runde"):
        actions.remove_wave(wave=survey.waves.get(), by=cast.liv, now=timezone.now())


def test_a_wave_that_is_open_is_not_changed_and_no_day_is_over(cast: Cast) -> None:
    survey = started(cast)
    wave, today = survey.waves.get(), timezone.localdate()
    late = actions.WavePlan("once", ["principal"], today - timedelta(days=1))
    good = actions.WavePlan("once", ["principal"], today)

    with pytest.raises(RuleError, match="Dagen er over"):
        actions.change_wave(wave=wave, plan=late, by=cast.liv, now=timezone.now())
    actions.change_wave(wave=wave, plan=good, by=cast.liv, now=timezone.now())
    assert (wave.roles, wave.closes_on) == (["principal"], today)
    opened(survey, cast)
    with pytest.raises(RuleError, match="åpnet"):
        actions.change_wave(wave=wave, plan=good, by=cast.liv, now=timezone.now())


def test_an_own_questionnaire_gets_a_new_version_when_it_is_another(cast: Cast) -> None:
    def save(instrument: object) -> int:
        return actions.save_instrument(
            network=cast.network,
            instrument=instrument,  # type: ignore[arg-type]
            by=cast.liv,
            now=timezone.now(),
        ).version

    shorter = without_items(PULSE, {"said"})
    assert [save(PULSE), save(PULSE), save(shorter), save(shorter), save(PULSE)] == [1, 1, 2, 2, 3]
    first = cast.network.instruments.get(version=1)
    assert parse(first.definition) == PULSE


# The pages.


@pytest.fixture
def liv(cast: Cast, client: Client) -> Client:
    client.force_login(cast.liv)
    return client


def address(name: str, survey: Survey, *more: object) -> str:
    return reverse(f"surveys:{name}", args=[survey.network.slug, survey.public_id, *more])


def test_from_nothing_to_a_draft_in_one_press(liv: Client, cast: Cast) -> None:
    page = liv.get(reverse("surveys:new", args=[cast.network.slug]))
    assert "Puls etter en samling" in page.content.decode()
    press = {"code": "gathering-pulse", "key": "press-0001"}
    answers = [liv.post(reverse("surveys:new", args=[cast.network.slug]), press) for _press in range(2)]

    survey = Survey.objects.get()
    assert [answer["Location"] for answer in answers] == [survey.get_absolute_url()] * 2
    shown = liv.get(survey.get_absolute_url()).content.decode()
    assert "Kladd. Ingen får noe før du sender den ut." in shown
    assert "Jeg fikk noe ut av samlingen." in shown


def test_own_questions_begin_with_a_draft_that_can_be_read(liv: Client, cast: Cast) -> None:
    press = {"code": "own-questions", "key": "press-0002"}
    page = liv.post(reverse("surveys:new", args=[cast.network.slug]), press, follow=True)

    assert "Det vi gjør sammen, hjelper meg i jobben." in page.content.decode()
    assert parse(Survey.objects.get().definition) == own_start()


def test_a_question_goes_in_one_tap_and_comes_back_in_one(liv: Client, cast: Cast) -> None:
    survey = started(cast)
    gone = liv.post(address("question_removal", survey, "useful"), follow=True).content.decode()
    assert "Jeg fikk noe ut av samlingen." not in gone
    assert "setup-undo" in gone
    liv.post(address("undo", survey))

    survey.refresh_from_db()
    assert parse(survey.definition) == PULSE
    assert "setup-undo" not in liv.get(survey.get_absolute_url()).content.decode()


def test_what_was_changed_since_is_not_undone(liv: Client, cast: Cast) -> None:
    survey = started(cast)
    liv.post(address("question_removal", survey, "useful"))
    other = write(without_items(PULSE, {"said"}))
    Survey.objects.filter(pk=survey.pk).update(definition=other)
    shown = liv.post(address("undo", survey), follow=True).content.decode()

    survey.refresh_from_db()
    assert "Spørsmålene er endret siden." in shown
    assert survey.definition == other


def test_an_own_question_stands_last_and_is_read_with_care(liv: Client, cast: Cast) -> None:
    survey = started(cast)
    data = {"nb": "Hvilken skole jobber du på?", "scale": "+text"}
    shown = liv.post(address("question_new", survey, 1), data, follow=True).content.decode()

    survey.refresh_from_db()
    assert instrument_of(survey).sections[0].items[-1].text.nb == "Hvilken skole jobber du på?"
    assert "Rolle og arbeidssted er kjent fra før" in shown
    assert "Gjør slik:" in shown
    liv.post(address("question", survey, "own_1"), {"nb": "Hva lærte du mest av?", "scale": "+text"})
    survey.refresh_from_db()
    assert instrument_of(survey).item("own_1").text.nb == "Hva lærte du mest av?"


def test_words_are_saved_on_the_way_and_a_stale_window_keeps_what_was_typed(liv: Client, cast: Cast) -> None:
    survey = started(cast)
    data = {"title": "Puls", "why": "Fordi", "kind": "anonymous", "version": "1"}
    saved = liv.post(address("change", survey), data, headers={"HX-Request": "true"}).content.decode()
    stale = liv.post(address("change", survey), {**data, "why": "Et helt annet hvorfor"})

    survey.refresh_from_db()
    assert "Lagret." in saved
    assert 'value="2"' in saved
    assert (survey.title, survey.why) == ("Puls", "Fordi")
    assert stale.status_code == 409
    assert "Et helt annet hvorfor" in stale.content.decode()


def test_roles_are_shown_with_how_many_and_never_with_names(liv: Client, cast: Cast) -> None:
    survey = started(cast)
    shown = liv.get(survey.get_absolute_url()).content.decode()

    assert "Rektorer (1)" in shown
    assert cast.mona.name not in shown
    refused = liv.post(address("wave_change", survey, 1), {"moment": "once", "closes_on": "2020-01-01"})
    assert refused.status_code == 400
    assert "Velg minst én rolle." in refused.content.decode()
    changed = {"moment": "once", "roles": ["owner"], "closes_on": ""}
    liv.post(address("wave_change", survey, 1), changed)
    assert survey.waves.get().roles == ["owner"]


def test_the_preview_shows_what_the_role_gets(liv: Client, cast: Cast) -> None:
    survey = started(cast)
    survey.waves.update(roles=["principal", "owner"])
    as_owner = liv.get(address("preview", survey) + "?rolle=owner").content.decode()
    as_principal = liv.get(address("preview", survey) + "?rolle=principal").content.decode()

    assert "Jeg lærte noe av skolene." in as_owner
    assert "Jeg lærte noe av andre skoler." in as_principal
    assert "Ingenting sendes herfra." in as_owner


def test_a_file_is_taken_out_and_brought_in_as_it_was(liv: Client, cast: Cast, tmp_path: object) -> None:
    survey = started(cast)
    file = liv.get(address("instrument_toml", survey))
    assert parse(file.content.decode()) == PULSE
    from django.core.files.uploadedfile import SimpleUploadedFile

    whole = SimpleUploadedFile("skjema.toml", file.content)
    broken = SimpleUploadedFile("skjema.toml", file.content.replace(b'scale = "agree"', b'scale = "x"', 1))
    there = reverse("surveys:from_file", args=[cast.network.slug])
    refused = liv.post(there, {"file": broken})
    taken = liv.post(there, {"file": whole})

    assert refused.status_code == 400
    assert "Skalaen «x» finnes ikke." in refused.content.decode()
    assert parse(Survey.objects.get(public_id=taken["Location"].split("/")[-2]).definition) == PULSE
    assert cast.network.instruments.get().version == 1


def test_the_list_asks_the_same_of_the_database_for_one_survey_and_three(
    liv: Client, cast: Cast, django_assert_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert liv.get(path).status_code == 200
        return len(seen)

    survey = started(cast)
    listed = reverse("surveys:list", args=[cast.network.slug])
    one = queries(listed)
    alone = queries(survey.get_absolute_url())
    for number in range(2):
        started(cast, f"start-more-{number}")
        actions.add_wave(survey=survey, moment="after", by=cast.liv, now=timezone.now())

    assert queries(listed) == one <= 12
    assert queries(survey.get_absolute_url()) == alone <= 12


def test_a_draft_tells_nobody(liv: Client, cast: Cast, mailoutbox: list[object]) -> None:
    survey = started(cast)
    liv.post(address("wave_new", survey))
    liv.post(address("drop", survey))

    survey.refresh_from_db()
    assert survey.dropped_at is not None
    assert liv.get(survey.get_absolute_url()).status_code == 404
    assert mailoutbox == []
