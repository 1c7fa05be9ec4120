"""What was sent, when something was."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """The sent fields, also when all are empty; None when the page was only asked for."""
    return request.POST if request.method == "POST" else None
