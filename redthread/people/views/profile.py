"""«Meg»: what the product knows about me, and what I decide."""

from __future__ import annotations

from typing import Any, cast

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from redthread.people import actions
from redthread.people.forms import ProfileForm
from redthread.people.models import Person
from redthread.people.oidc import provider_choices


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    kept = {name: getattr(person, name) for name in ProfileForm.base_fields}
    form = ProfileForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        actions.change_profile(person=person, **form.cleaned_data)
        with translation.override(person.language):
            messages.success(request, _("Lagret."))
        return redirect("people:profile")
    return render(request, "people/profile.html", {"form": form, **_about(person)})


@login_required
@require_POST
def signing_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End all sessions, this one too."""
    actions.sign_out_everywhere(person=cast(Person, request.user))
    logout(request)
    messages.success(request, _("Du er logget ut overalt."))
    return redirect("account_login")


def _about(person: Person) -> dict[str, Any]:
    connected = {account.provider: account for account in SocialAccount.objects.filter(user=person)}
    passkeys = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).order_by("pk")
    return {
        "positions": person.positions.select_related("organisation").order_by("starts_on", "pk"),
        "passkeys": [key.wrap() for key in passkeys],
        "providers": [(choice, connected.get(choice.id)) for choice in provider_choices()],
    }
