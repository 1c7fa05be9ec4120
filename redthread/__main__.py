"""`python -m redthread` is the command `redthread`."""

import sys

from redthread.config.cli import main

if __name__ == "__main__":
    sys.exit(main())
