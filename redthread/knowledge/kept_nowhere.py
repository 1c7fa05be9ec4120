"""A page with a story on it is never kept: not by the browser, by a proxy, or for use without a net."""

from __future__ import annotations

from django.views.decorators.cache import cache_control

kept_nowhere = cache_control(private=True, no_store=True, no_cache=True)
