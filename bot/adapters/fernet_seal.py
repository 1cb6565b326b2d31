"""Sealing short secrets with keys that can be changed, by the Fernet of `cryptography`."""

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.domain.errors import SetupError


class FernetSeal:
    """Seals with the first key, opens with any.

    Raises:
        SetupError: a key is not one.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        try:
            fernets = [Fernet(key) for key in keys]
        except ValueError as error:
            raise SetupError(
                "GROUNDWORK_SEAL_KEYS: each key is 32 random bytes in URL-safe base64."
            ) from error
        self._newest = fernets[0]
        self._any = MultiFernet(fernets)

    def close(self, secret: str) -> str:
        """Seal a secret with the newest key."""
        return self._newest.encrypt(secret.encode()).decode()

    def open(self, sealed: str) -> str | None:
        """Give the secret; None where no key fits."""
        return _opened(self._any, sealed)

    def current(self, sealed: str) -> bool:
        """Say whether the newest key sealed it."""
        return _opened(self._newest, sealed) is not None


def _opened(key: Fernet | MultiFernet, sealed: str) -> str | None:
    try:
        return key.decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None
