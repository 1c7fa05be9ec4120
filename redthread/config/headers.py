"""Headers on every answer that Django and its packages do not set."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

GetResponse = Callable[[HttpRequest], HttpResponse]

PERMISSIONS_POLICY = ", ".join(
    [
        *(
            f"{feature}=()"
            for feature in (
                "accelerometer",
                "autoplay",
                "browsing-topics",
                "camera",
                "display-capture",
                "geolocation",
                "gyroscope",
                "magnetometer",
                "microphone",
                "midi",
                "payment",
                "usb",
            )
        ),
        "publickey-credentials-create=(self)",
        "publickey-credentials-get=(self)",
    ]
)


class HeadersMiddleware:
    """Permissions policy; no shared cache keeps a page; sign-in forms may lead on to a provider."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        providers = getattr(settings, "SOCIALACCOUNT_PROVIDERS", {})
        self.leads_elsewhere = any(provider.get("APPS") for provider in providers.values())

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        if "Cache-Control" not in response:
            patch_cache_control(response, private=True, no_cache=True)
        if request.path.startswith(("/konto/", "/meg/")) and self.leads_elsewhere:
            # Browsers hold form-action against every redirect that follows, and providers redirect onward.
            response._csp_update = {"form-action": ["https:"]}  # type: ignore[attr-defined]
        return response
