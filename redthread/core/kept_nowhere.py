"""A page that names a story, a talk or what a staff answered is kept by no browser and no proxy."""

from __future__ import annotations

from django.views.decorators.cache import cache_control

kept_nowhere = cache_control(private=True, no_store=True, no_cache=True)
