"""The kit escapes what it is given, and refuses what it does not know."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.template import TemplateSyntaxError, engines
from django.utils.translation import override

from redthread.networks.models import Network
from redthread.web.icons import SHAPES

NASTY = "<script>alert('x')</script>"
START = datetime(2026, 10, 14, 7, 0, tzinfo=UTC)


def render(source: str, **context: Any) -> str:
    text = engines["django"].from_string(source).render(context)
    return str(text)


class Form(forms.Form):
    name = forms.CharField(label=NASTY, help_text=NASTY)
    note = forms.CharField(label="Merknad", widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(label="Type", choices=[("a", NASTY), ("b", "To")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="Enig", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        raise forms.ValidationError(NASTY)


BLOCKS = {
    "page_head": "title=x lead=x",
    "card": "title=x id=x",
    "notice": "title=x",
    "empty": "title=x",
    "link_button": "href=x",
    "submit": "name=x value=x",
}


@pytest.mark.parametrize("name", BLOCKS)
def test_what_comes_from_people_is_escaped_in_every_block(name: str) -> None:
    text = render(f"{{% {name} {BLOCKS[name]} %}}{{{{ x }}}}{{% end{name} %}}", x=NASTY)
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_an_attribute_cannot_be_left() -> None:
    text = render('{% link_button href=x %}Les{% endlink_button %}', x='/" onclick="alert(1)')  # fmt: skip
    assert 'href="/&quot; onclick=&quot;alert(1)"' in text


def test_a_small_button_is_said_in_words_and_may_be_off() -> None:
    made = render(
        '{% small_button label=label id="up-1" name="way" value="up" is_off=off text="+5" %}',
        label='Flytt "<b>" opp',
        off=True,
    )
    assert made == (
        '<button class="ds-button" data-variant="tertiary" data-color="neutral" data-icon="true" '
        'type="submit" name="way" value="up" id="up-1" aria-disabled="true" '
        'aria-label="Flytt &quot;&lt;b&gt;&quot; opp">+5</button>'
    )
    assert "aria-disabled" not in render('{% small_button label="Ut" id="x" icon="cross" %}')


def test_what_stands_inside_a_block_keeps_its_own_markup() -> None:
    assert "<p>Les <b>mer</b></p>" in render("{% card %}<p>Les <b>mer</b></p>{% endcard %}")


@pytest.mark.parametrize(
    "source",
    [
        "{% page_head lead=x %}{% endpage_head %}",
        '{% page_head "Tittel" %}{% endpage_head %}',
        '{% card colour="red" %}{% endcard %}',
        '{% card title="x" level=1 %}{% endcard %}',
        '{% notice level="loud" %}{% endnotice %}',
        "{% empty %}{% endempty %}",
        '{% link_button variant="primary" %}{% endlink_button %}',
        '{% link_button href="/" variant="big" %}{% endlink_button %}',
        '{% submit variant="big" %}{% endsubmit %}',
        '{% tag color="red" %}x{% endtag %}',
        '{% network_nav network current="nowhere" %}',
        "{% field %}",
    ],
)
def test_a_wrong_argument_stops_the_template(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        render(source, x="x", network=Network(slug="n", name="N"))


@pytest.mark.parametrize("source", ['{% field "name" %}', '{% form_errors "form" %}'])
def test_a_field_is_a_field_and_a_form_a_form(source: str) -> None:
    with pytest.raises(TypeError):
        render(source)


def test_an_icon_that_is_not_drawn_stops_the_template() -> None:
    with pytest.raises(KeyError):
        render('{% icon "unicorn" %}')


@pytest.mark.parametrize("name", SHAPES)
def test_every_icon_is_hidden_from_screen_readers(name: str) -> None:
    text = render("{% icon name %}", name=name)
    assert text.startswith('<svg class="icon"')
    assert 'aria-hidden="true"' in text


def test_there_are_few_icons() -> None:
    assert len(SHAPES) <= 24


# Forms


def test_a_field_is_joined_to_its_help_and_its_error_and_escapes_both() -> None:
    text = render("{% field form.name %}", form=Form({}))
    assert "<script" not in text
    assert '<label class="ds-label" for="id_name">' in text
    assert 'aria-describedby="id_name_helptext id_name_error"' in text
    assert 'id="id_name_helptext"' in text
    assert 'id="id_name_error"' in text
    assert 'aria-invalid="true"' in text


def test_a_choice_is_a_fieldset_with_the_question_as_legend() -> None:
    text = render("{% field form.kind %}", form=Form({"kind": "b"}))
    assert "<fieldset" in text
    assert '<legend class="ds-label">Type</legend>' in text
    assert text.count('type="radio"') == 2
    assert text.count("checked") == 1
    assert "&lt;script&gt;" in text


def test_optional_fields_say_so_and_a_tick_does_not() -> None:
    form = Form()
    assert "(valgfritt)" in render("{% field form.note %}", form=form)
    assert "(valgfritt)" not in render("{% field form.name %}", form=form)
    assert "(valgfritt)" not in render("{% field form.agree %}", form=form)


def test_a_hidden_field_is_nothing_but_hidden() -> None:
    text = render("{% field form.secret %}", form=Form())
    assert 'type="hidden"' in text
    assert "label" not in text


def test_what_was_typed_is_still_there_when_the_form_comes_back() -> None:
    assert "Skrevet &lt;her&gt;" in render("{% field form.note %}", form=Form({"note": "Skrevet <her>"}))


def test_the_summary_of_errors_names_each_and_links_to_it() -> None:
    text = render("{% form_errors form %}", form=Form({}))
    assert "<script" not in text
    assert 'href="#id_name"' in text
    assert 'href="#id_kind"' in text
    assert text.index("&lt;script&gt;") < text.index(
        'href="#id_name"'
    )  # the rule of the whole form comes first


def test_a_label_that_asks_keeps_its_own_mark_in_the_summary() -> None:
    class Asking(forms.Form):
        who = forms.CharField(label="Hvem?", error_messages={"required": "Skriv hvem."})
        day = forms.CharField(label="Dag", error_messages={"required": "Skriv dagen."})

    text = render("{% form_errors form %}", form=Asking({}))
    assert ">Hvem? Skriv hvem.<" in text
    assert ">Dag: Skriv dagen.<" in text


def test_a_form_without_errors_has_no_summary() -> None:
    assert render("{% form_errors form %}", form=Form()) == ""


# Navigation


def test_the_local_navigation_marks_where_one_is() -> None:
    network = Network(slug="ost", name=NASTY)
    text = render('{% network_nav network current="mandate" %}', network=network)
    assert "<script" not in text
    assert text.count("aria-current") == 1
    assert '<a href="/nettverk/ost/mandat/" aria-current="page">Mandat</a>' in text


# Dates, as people write them


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nb", "onsdag 14. oktober 2026 kl. 09.00–12.00"),
        ("en", "Wednesday 14 October 2026"),
    ],
)
def test_when_says_day_and_clock(language: str, expected: str) -> None:
    gathering = SimpleNamespace(starts_at=START, ends_at=datetime(2026, 10, 14, 10, 0, tzinfo=UTC))
    with override(language):
        assert expected in render("{{ gathering|when }}", gathering=gathering)


def test_when_names_both_days_of_a_gathering_over_night() -> None:
    gathering = SimpleNamespace(starts_at=START, ends_at=datetime(2026, 10, 15, 13, 30, tzinfo=UTC))
    text = render("{{ gathering|when }}", gathering=gathering)
    assert text == "onsdag 14. oktober 2026 kl. 09.00 – torsdag 15. oktober 2026 kl. 15.30"


def test_the_clock_follows_summer_time_within_a_gathering() -> None:
    night = SimpleNamespace(
        starts_at=datetime(2026, 10, 24, 23, 30, tzinfo=UTC), ends_at=datetime(2026, 10, 25, 3, 0, tzinfo=UTC)
    )
    assert "kl. 01.30–04.00" in render("{{ night|when }}", night=night)


def test_days_and_weeks_follow_the_local_calendar() -> None:
    late = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # already the new year in Norway
    assert render("{{ late|day }}, {{ late|week }}", late=late) == "1. januar, uke 53"
    assert render("{{ day|day }}, {{ day|week }}", day=date(2026, 10, 14)) == "14. oktober, uke 42"


def test_nothing_is_said_of_a_time_that_is_not_set() -> None:
    assert render("{{ x|when }}{{ x|day }}{{ x|week }}{{ x|clock }}{{ x|paragraphs }}", x=None) == ""


def test_paragraphs_keep_lines_and_escape_the_rest() -> None:
    assert (
        render("{{ x|paragraphs }}", x="En\nto\n\n<b>tre</b>")
        == "<p>En<br>to</p>\n\n<p>&lt;b&gt;tre&lt;/b&gt;</p>"
    )
