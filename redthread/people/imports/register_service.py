"""The register's live service, page by page. Off until an operator sets `REDTHREAD_NSR_URL`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.client import HTTPException
from io import BytesIO
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.utils.translation import gettext as _

from redthread.core.errors import InputError

PAGE = 1000
TIMEOUT = 30
LARGEST_PAGE = 32 * 2**20
MOST_PAGES = 200
NO_ANSWER = (URLError, HTTPException, OSError, ValueError, KeyError, TypeError, RecursionError)
HERE = ("localhost", "127.0.0.1", "::1")


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_args: object) -> None:
        """An answer from somewhere else is no answer."""


def fetch_pages(url: str) -> Iterator[BytesIO]:
    """All pages of `/v4/enheter` below `url`, one at a time.

    Raises InputError when the setting is no https address, or the service does not answer as it should.
    """
    place = urlsplit(url)
    if place.scheme != "https" and not (place.scheme == "http" and place.hostname in HERE):
        raise InputError(_("REDTHREAD_NSR_URL må være en adresse som begynner med https://."))
    number, pages = 1, 1
    while number <= min(pages, MOST_PAGES):
        try:
            content = _get(f"{url.rstrip('/')}/v4/enheter?sidenummer={number}&antallperside={PAGE}")
            pages = int(json.loads(content)["AntallSider"])
        except NO_ANSWER:
            text = _("Registeret svarte ikke som ventet på side %(number)d. Prøv senere.")
            raise InputError(text % {"number": number}) from None
        yield BytesIO(content)
        number += 1


def _get(address: str) -> bytes:
    request = Request(address, headers={"Accept": "application/json"})  # noqa: S310  checked by the caller
    with build_opener(_NoRedirects()).open(request, timeout=TIMEOUT) as answer:
        content: bytes = answer.read(LARGEST_PAGE + 1)
    return content
