"""The web application as the server calls it."""

import os
import warnings

from django.core.asgi import get_asgi_application

from redthread.config.limits import LimitedBody

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "redthread.config.settings")
# WhiteNoise hands out small files whole; Django would rather have them in async pieces.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
pages = LimitedBody(get_asgi_application())

from redthread.live.front import WithRoom  # noqa: E402 - reads models, which are ready from here on
from redthread.surveys.front import WithAnswers  # noqa: E402

application = WithRoom(WithAnswers(pages))
