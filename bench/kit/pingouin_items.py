"""Run by a Python that has pingouin: seconds (of the processor) of its alpha and of each without an item,
and the alpha it found.
"""

from __future__ import annotations

import sys
import time
from importlib import import_module

import numpy as np

pandas, pingouin = import_module("pandas"), import_module("pingouin")
path, people, items = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
frame = pandas.DataFrame(np.fromfile(path, np.float32).reshape(people, items).astype(np.float64))
started = time.process_time()
alpha, _interval = pingouin.cronbach_alpha(frame)
for item in range(items):
    rest = frame.drop(columns=item)
    pingouin.cronbach_alpha(rest)
    frame[item].corr(rest.sum(axis=1))
sys.stdout.write(f"{time.process_time() - started} {alpha:.15f}\n")
