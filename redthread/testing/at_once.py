"""Doing several things at the very same moment, each on a connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connection

from redthread.core.errors import RuleError


def at_once(*doing: Callable[[], object]) -> list[str]:
    """Run all at once; gives what the rules that said no told. Any other error is raised afterwards."""
    start = Barrier(len(doing))
    refused: list[str] = []
    broken: list[Exception] = []

    def run(one: Callable[[], object]) -> None:
        start.wait()
        try:
            one()
        except RuleError as error:
            refused.append(str(error))
        except Exception as error:
            broken.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[one]) for one in doing]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if broken:
        raise broken[0]
    return refused
