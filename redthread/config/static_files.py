"""How style and script are kept when they are made ready to be served."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # comes without types
    """Names with the hash of what is in them, also where one of our scripts imports another.

    Only the hashed names are served, so an import of the plain one would find nothing. A chain of imports may
    be as long as there are passes; scripts must not import each other in a ring. What others wrote is left as
    it is, for it may name files that were never shipped.
    """

    max_post_process_passes = 12

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        _any_script, imports = self._js_module_import_aggregation_patterns
        ours = [app.split(".")[1] for app in settings.INSTALLED_APPS if app.startswith("redthread.")]
        self.patterns += tuple((f"{package}/*.js", imports) for package in ours)
        super().__init__(*args, **kwargs)
