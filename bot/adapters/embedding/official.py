"""A model's two official files, and the proof that they are the official ones."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.adapters.embedding.models import ModelSpec, OfficialFile
from bot.domain.errors import SetupError

_POINTER = b"version https://git-lfs"


class WeightsDamagedError(SetupError):
    """A file was found, and it is not the official one."""


class NotHereError(Exception):
    """This place does not have the files; the message says why, in a few words."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Verified files of a model; `source` says in words where they were found."""

    weights: Path
    tokenizer: Path
    source: str


def verified(spec: ModelSpec, files: Iterable[Path], source: str, remedy: str) -> Weights:
    """Pick a model's files from these and check each.

    Raises `NotHereError` if one is missing, `WeightsDamagedError` ending in the remedy if one is
    not the official one.
    """
    by_name = {file.name: file for file in files if file.is_file()}
    for official in (spec.weights, spec.tokenizer):
        if official.name not in by_name:
            raise NotHereError(f"{source} has no {official.name}")
        check(by_name[official.name], official, remedy)
    return Weights(by_name[spec.weights.name], by_name[spec.tokenizer.name], source)


def check(path: Path, official: OfficialFile, remedy: str) -> None:
    """Raise `WeightsDamagedError`, ending in the remedy, unless the file is the official one."""
    size = path.stat().st_size
    if size != official.size:
        raise WeightsDamagedError(
            f"{path} has {size:,} bytes, the official {official.name} has {official.size:,}"
            f"{_pointer_hint(path)}: {remedy}"
        )
    found = sha256_of(path)
    if found != official.sha256:
        raise WeightsDamagedError(
            f"{path} is not the official {official.name} (SHA-256 {found}, "
            f"expected {official.sha256}): {remedy}"
        )


def sha256_of(path: Path) -> str:
    """Give the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _pointer_hint(path: Path) -> str:
    # a repository cloned without git-lfs holds such a stub in place of each large file
    with path.open("rb") as file:
        is_pointer = file.read(len(_POINTER)) == _POINTER
    return " (it is a git-lfs pointer, not the file itself)" if is_pointer else ""
