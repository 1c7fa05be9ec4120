"""From answers to figures that may be shown: pure, and the only place where answers become numbers."""
