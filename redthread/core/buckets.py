"""How often something may be asked for. Counted in this process; a limit, not a ledger."""

from __future__ import annotations

import time
from collections import OrderedDict
from threading import Lock

MOST_COUNTED = 20_000


class Bucket:
    """Lets `amount` through in a burst, and as many again over `seconds`. Thread-safe."""

    def __init__(self, amount: int, seconds: float) -> None:
        self.amount, self.rate = amount, amount / seconds
        self.left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self.lock = Lock()

    def wait(self, key: str, now: float | None = None) -> int:
        """0 when one more may come in; else the seconds until it may."""
        now = time.monotonic() if now is None else now
        with self.lock:
            left, at = self.left.pop(key, (float(self.amount), now))
            left = min(self.amount, left + (now - at) * self.rate)
            passes = left >= 1
            self.left[key] = (left - 1 if passes else left, now)
            if len(self.left) > MOST_COUNTED:
                self.left.popitem(last=False)
        return 0 if passes else max(1, round((1 - left) / self.rate))
