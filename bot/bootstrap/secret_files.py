"""Secrets of this installation, each in a file of its own."""

import secrets
from pathlib import Path


def secret_in(file: Path) -> bytes:
    """Give a secret of this installation, made once and never shown."""
    if not file.exists():
        part = file.with_suffix(".part")
        part.write_bytes(secrets.token_bytes(32))
        part.chmod(0o600)
        part.replace(file)
    return file.read_bytes()
