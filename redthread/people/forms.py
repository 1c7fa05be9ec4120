"""Forms for signing in and for one's own page. They check and never save."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.core import context, ratelimit
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from redthread.people.known_devices import is_known_device
from redthread.people.models import Person


class RequestCodeForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    """Where to mail a sign-in code. The answer is the same whether or not the address is known."""

    email = forms.EmailField(
        label=_("E-post"),
        help_text=_("Adressen som nettverket ditt har registrert, som regel jobbadressen."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
        error_messages={
            "required": _("Skriv e-postadressen din."),
            "invalid": _("Skriv e-postadressen slik: navn@kommune.no."),
        },
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        person = Person.objects.filter(email=email, is_active=True).first()
        # A stranger who asks again and again must not lock the owner of the address out.
        key = f"{email} (known device)" if is_known_device(context.request, person) else email
        if not ratelimit.consume(context.request, action="request_login_code", key=key):
            raise get_adapter().validation_error("too_many_login_attempts")
        self._user = person
        return email


class ConfirmCodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    """The code from the mail, typed with or without the dash."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = _("Kode")
        code.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        code.error_messages["required"] = _("Skriv koden fra e-posten.")


class ProfileForm(forms.Form):
    """What a person decides about themselves."""

    name = forms.CharField(
        label=_("Navn"), max_length=150, error_messages={"required": _("Skriv navnet ditt.")}
    )
    language = forms.ChoiceField(label=_("Språk"), choices=Person.Language.choices)
    wants_reminders = forms.BooleanField(
        label=_("Send meg påminnelser på e-post"),
        help_text=_("Høyst én samlet e-post i uka. Innkallinger får du uansett."),
        required=False,
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


# What allauth and fido2 raise for a credential that is not shaped like one.
MISSHAPEN = (AttributeError, LookupError, TypeError, UnicodeError)


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A new passkey. It must ask for finger, face or PIN, because nothing else will be asked for later."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["passwordless"]
        self.fields["name"].label = _("Navn på passnøkkelen")
        self.fields["name"].widget.attrs["maxlength"] = 60
        self.fields["name"].help_text = _("Så du kjenner den igjen, for eksempel «Telefonen min».")

    def clean_credential(self) -> Any:
        self.cleaned_data["passwordless"] = True
        return self.cleaned_data["credential"]

    def clean(self) -> Any:
        try:
            return super().clean()
        except MISSHAPEN:
            raise get_mfa_adapter().validation_error("incorrect_code") from None


class PasskeySignInForm(LoginWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A passkey that wants to sign somebody in."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()
        except MISSHAPEN:
            raise get_mfa_adapter().validation_error("incorrect_code") from None
