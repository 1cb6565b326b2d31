"""The public keys that Microsoft signs with: fetched without holding anything up, and kept."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import httpx
import jwt

MICROSOFT = "https://login.botframework.com/v1/.well-known/keys"
_FRESH = 86_400.0  # seconds that keys are used without asking again
_PAUSE = 300.0  # seconds between two fetches for the sake of a key that is not known
_TIMEOUT = 10.0  # seconds

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One public key, and the channels that whoever signs with it may speak for."""

    key: jwt.PyJWK
    endorses: frozenset[str]


@dataclass(slots=True)
class SigningKeys:
    """The present set of keys. What is not in it is asked for again, but not at every request."""

    url: str = MICROSOFT
    client: httpx.AsyncClient = field(default_factory=lambda: httpx.AsyncClient(timeout=_TIMEOUT))
    now: Callable[[], float] = time.monotonic
    _keys: Mapping[str, SigningKey] = field(default_factory=dict)
    _fetched: float | None = None
    _tried: float | None = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def get(self, key_id: str) -> SigningKey | None:
        """Give the key with this id; None where nobody publishes it."""
        if self._older(self._fetched, _FRESH) or key_id not in self._keys:
            async with self._lock:
                if self._older(self._tried, _PAUSE):
                    await self.fetch()
        return self._keys.get(key_id)

    async def fetch(self) -> None:
        """Fetch the keys; those that are held stay where that fails."""
        self._tried = self.now()
        try:
            answer = await self.client.get(self.url)
            self._keys = _read(answer.raise_for_status().json())
            self._fetched = self._tried
        except (httpx.HTTPError, TypeError, ValueError, jwt.PyJWTError) as error:
            _log.warning("the keys of Microsoft could not be fetched: %s", type(error).__name__)

    async def close(self) -> None:
        """Let go of the connections."""
        await self.client.aclose()

    def _older(self, moment: float | None, seconds: float) -> bool:
        return moment is None or self.now() - moment > seconds


def _read(document: object) -> dict[str, SigningKey]:
    """Read a published set; a key that is no RSA key for signing is left out."""
    listed = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(listed, list):
        raise TypeError("no set of keys")
    return {
        str(found["kid"]): SigningKey(jwt.PyJWK(found, "RS256"), _endorsed(found))
        for found in listed
        if isinstance(found, dict) and found.get("kty") == "RSA" and found.get("kid")
    }


def _endorsed(found: Mapping[str, object]) -> frozenset[str]:
    listed = found.get("endorsements")
    return frozenset(map(str, listed)) if isinstance(listed, list) else frozenset()
