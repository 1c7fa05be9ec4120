"""A form field and a form's errors, in the design system's markup."""

from __future__ import annotations

from django.forms import BaseForm, BoundField, CheckboxInput, FileInput, Form, HiddenInput
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_NOTHING = SafeString("")


def _description(bound: BoundField) -> SafeString:
    if not bound.help_text:
        return _NOTHING
    return format_html(
        '<div class="hint" data-field="description" id="{}_helptext">{}</div>', bound.auto_id, bound.help_text
    )


def _validation(bound: BoundField) -> SafeString:
    if not bound.errors:
        return _NOTHING
    return format_html(
        '<div class="ds-validation-message" data-field="validation" id="{}_error">{}</div>',
        bound.auto_id,
        " ".join(str(error) for error in bound.errors),
    )


def _optional(bound: BoundField) -> SafeString:
    if bound.field.required or bound.field.disabled:
        return _NOTHING
    return format_html(' <span class="optional">({})</span>', _("valgfritt"))


def _one_choice(bound: BoundField, label: str, control: SafeString, control_id: str | None) -> SafeString:
    return format_html(
        '<div class="ds-field choice">{}<label class="ds-label" for="{}">{}</label></div>',
        control,
        control_id or "",
        label,
    )


def _choices(bound: BoundField) -> SafeString:
    """Radio buttons or several checkboxes: a fieldset whose legend is the question."""
    subwidgets = bound.subwidgets
    for subwidget in subwidgets:
        subwidget.data["attrs"]["class"] = "ds-input"
    rows = format_html_join(
        "",
        "{}",
        ((_one_choice(bound, capfirst(w.choice_label), w.tag(), w.id_for_label),) for w in subwidgets),
    )
    described = bound.aria_describedby
    return format_html(
        '<fieldset class="ds-fieldset" id="{}"{}>'
        '<legend class="ds-label">{}{}</legend>{}<div class="choices">{}</div>{}</fieldset>',
        bound.auto_id,
        format_html(' aria-describedby="{}"', described) if described else "",
        bound.label,
        _optional(bound),
        _description(bound),
        rows,
        _validation(bound),
    )


def field(bound: BoundField) -> SafeString:
    """Label, help text, control and error of one field, joined for screen readers.

    Optional fields say so; everything is escaped. Raises TypeError for anything but a form's field.
    """
    if not isinstance(bound, BoundField):
        raise TypeError(f"field wants a field of a form, not {bound!r}")
    widget = bound.field.widget
    if isinstance(widget, HiddenInput):
        return mark_safe(str(bound))  # noqa: S308  a widget escapes itself
    if bound.use_fieldset:
        return _choices(bound)
    control = bound.as_widget(attrs={"class": f"ds-input {widget.attrs.get('class', '')}".strip()})
    if isinstance(widget, CheckboxInput):
        return format_html(
            '<div class="ds-field choice">{}<label class="ds-label" for="{}">{}</label>{}{}</div>',
            control,
            bound.id_for_label,
            bound.label,
            _description(bound),
            _validation(bound),
        )
    return format_html(
        '<div class="ds-field{}"><label class="ds-label" for="{}">{}{}</label>{}{}{}</div>',
        " file" if isinstance(widget, FileInput) else "",
        bound.id_for_label,
        bound.label,
        _optional(bound),
        _description(bound),
        control,
        _validation(bound),
    )


def _named(bound: BoundField) -> str:
    """The label, ready for what is wrong with it; one that asks has its mark already."""
    label = str(bound.label)
    return label if label.endswith(("?", "…", ".", ":")) else f"{label}:"


def form_errors(form: BaseForm) -> SafeString:
    """What must be put right before the form can be sent, with a link to each field; empty when all is well.

    Errors of the form as a whole (a rule of the field said no) come first.
    """
    if not isinstance(form, Form | BaseForm):
        raise TypeError(f"form_errors wants a form, not {form!r}")
    if not form.errors:
        return _NOTHING
    whole = [(format_html("{}", error),) for error in form.non_field_errors()]
    each = [
        (format_html('<a class="ds-link" href="#{}">{} {}</a>', bound.auto_id, _named(bound), error),)
        for bound in form.visible_fields()
        for error in bound.errors
    ]
    title = ngettext("Én ting må rettes", "Noe må rettes", len(whole) + len(each))
    return format_html(
        '<div class="ds-error-summary" id="form-errors" role="alert" tabindex="-1" data-color="danger">'
        '<h2 class="ds-heading" data-size="xs">{}</h2><ul class="ds-list">{}</ul></div>',
        title,
        format_html_join("", "<li>{}</li>", whole + each),
    )
