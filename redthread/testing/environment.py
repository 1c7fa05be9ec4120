"""Loaded by pytest before Django's settings: tests have a home, a mailbox and a database of their own."""

import gc
import os
import tempfile

gc.set_threshold(50_000, 20, 50)  # memory is plenty, and time is not
os.environ["REDTHREAD_TEST"] = "1"
os.environ["REDTHREAD_HOME"] = tempfile.mkdtemp(prefix="redthread-test-")
os.environ["EMAIL_URL"] = "memorymail://"
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs its own loop beside the ORM
if os.environ.get("DATABASE_URL", "").startswith("postgres"):
    os.environ.setdefault("REDTHREAD_TEST_DATABASE", f"redthread_test_{os.getpid()}")
