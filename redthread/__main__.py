"""`python -m redthread` is the command `redthread`."""

import sys

from redthread.config.cli import main

sys.exit(main())
