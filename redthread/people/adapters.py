"""Where allauth asks us: who may sign in, where to go afterwards, and in which words."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from redthread.people.known_devices import remember_device
from redthread.people.models import Person

WRONG_CODE = _("Koden stemmer ikke. Se etter i den nyeste e-posten, og skriv alle sifrene.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Only people who are registered already, and redirects only to our own pages."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": _("Det ble for mange forsøk. Vent litt, og be om en ny kode."),
        "rate_limited": _("Det ble for mange forsøk. Vent et minutt, og prøv igjen."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        request: HttpRequest = self.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def get_login_stages(self) -> list[str]:
        """A passkey is a second door, not a second lock: who loses it still gets in by mailed code."""
        return ["allauth.account.stages.LoginByCodeStage"]

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().post_login(request, user, **kwargs)
        remember_device(response, user)
        return response

    def format_email_subject(self, subject: str) -> str:
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the reader's own language; for an address nobody has, in the language of the request."""
        person = Person.objects.filter(email=email.lower()).first()
        with translation.override(person.language if person else translation.get_language()):
            super().send_mail(template_prefix, email, context | {"person": person})


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Words for passkeys; also which name the phone shows for the site."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Passnøkkelen ble ikke godtatt. Prøv igjen, eller logg inn med kode på e-post."),
    }

    def generate_authenticator_name(self, user: Person, type: str) -> str:
        return gettext("Passnøkkel")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": "Rødtråd"}
