"""Where the Chroma database is: a folder of this machine, or a server that processes share."""

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast
from urllib.parse import urlsplit
from uuid import uuid4

import numpy as np

from bot.domain.errors import SetupError

if TYPE_CHECKING:
    from chromadb import Collection
    from chromadb.api.client import Client

_CHANGES = "changes"
_LOOK_EVERY = 1.0  # seconds between two questions to a server whether something changed
_ANSWER_WITHIN = 5.0  # seconds; a server that hangs must not hold up every turn


class Place(Protocol):
    """A Chroma database, and how its readers learn that another process has changed it."""

    shared: bool  # by machines that have not the same folders

    def connect(self) -> "Client":
        """Open it."""
        ...

    def disconnect(self, client: "Client") -> None:
        """Let go of it."""
        ...

    def changes(self, client: "Client | None") -> int:
        """Give how often it was changed."""
        ...

    def changed(self, client: "Client") -> None:
        """Count one change."""
        ...


class Folder:
    """A database in this process. Every change adds a byte to a file beside it."""

    shared = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def connect(self) -> "Client":
        """Open the database in the folder, made if it is not there."""
        # takes a second to import, which commands that do not search need not wait for
        import chromadb  # noqa: PLC0415
        from chromadb.config import Settings  # noqa: PLC0415

        self._folder.mkdir(parents=True, exist_ok=True)
        client = chromadb.PersistentClient(str(self._folder), Settings(anonymized_telemetry=False))
        return cast("Client", client)  # which can be closed; its declared type cannot

    def disconnect(self, client: "Client") -> None:
        """Close the files."""
        client.close()

    def changes(self, client: "Client | None") -> int:
        """Give how many bytes there are."""
        del client
        try:
            return (self._folder / _CHANGES).stat().st_size
        except FileNotFoundError:
            return 0

    def changed(self, client: "Client") -> None:
        """Add a byte."""
        del client
        descriptor = os.open(self._folder / _CHANGES, os.O_APPEND | os.O_CREAT | os.O_WRONLY)
        try:
            os.write(descriptor, b".")
        finally:
            os.close(descriptor)


class Server:
    """A Chroma server. Every change adds an empty entry to a collection of its own."""

    shared = True

    def __init__(self, url: str, prefix: str) -> None:
        self._url = urlsplit(url)
        if self._url.scheme not in ("http", "https") or not self._url.hostname:
            raise SetupError("GROUNDWORK_CHROMA_URL is no address: write it as http://host:8000.")
        self._name = f"{prefix}-{_CHANGES}"
        self._looked = 0.0
        self._changes = 0

    def connect(self) -> "Client":
        """Connect to the server."""
        import chromadb  # noqa: PLC0415 - as above
        from chromadb.config import Settings  # noqa: PLC0415

        ssl = self._url.scheme == "https"
        client = chromadb.HttpClient(
            host=str(self._url.hostname),
            port=self._url.port or (443 if ssl else 80),
            ssl=ssl,
            settings=Settings(anonymized_telemetry=False),
        )
        # It waits for ever by itself, and has no setting for that.
        if (session := _session_of(client)) is not None:
            session.timeout = _ANSWER_WITHIN
        self._looked = 0.0
        return cast("Client", client)

    def disconnect(self, client: "Client") -> None:
        """Close the connections, which the client itself leaves open."""
        if (session := _session_of(client)) is not None:
            session.close()
        client.close()

    def changes(self, client: "Client | None") -> int:
        """Give how many entries there are, as they were a moment ago."""
        if client is not None and time.monotonic() - self._looked > _LOOK_EVERY:
            self._changes = self._counted(client).count()
            self._looked = time.monotonic()
        return self._changes

    def changed(self, client: "Client") -> None:
        """Add an entry."""
        self._counted(client).add(ids=[uuid4().hex], embeddings=np.ones((1, 1), np.float32))
        self._changes += 1

    def _counted(self, client: "Client") -> "Collection":
        return client.get_or_create_collection(self._name, embedding_function=None)


def _session_of(client: object) -> Any:
    return getattr(getattr(client, "_server", None), "_session", None)
