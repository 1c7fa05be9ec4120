"""Run by itself: a server that is there again at once when it is killed.

The product is loaded once; each server is a fork of that, so that twenty kills take a minute and not five.
Prints the number of each process that serves.
"""

from __future__ import annotations

import os
import sys

from django.urls import reverse


def serve(port: int) -> None:
    import uvicorn
    from uvicorn.loops import auto as _loop  # noqa: F401 - loaded before the fork
    from uvicorn.protocols.http import auto as _http  # noqa: F401

    from redthread.config.asgi import application

    reverse("live:code")  # reads every address, and so every view

    while True:
        child = os.fork()
        if child == 0:
            uvicorn.run(application, port=port, log_level="error")
            os._exit(0)
        print(child, flush=True)  # noqa: T201
        os.waitpid(child, 0)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
