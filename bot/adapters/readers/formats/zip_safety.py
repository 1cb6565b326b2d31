"""What a ZIP must be like before anything in it is unpacked."""

import io
import stat
import zipfile
from collections.abc import Sequence

from bot.domain.errors import StoryRejectedError

_MOST_ENTRIES = 5_000
_MOST_UNPACKED = 200_000_000
_MOST_RATIO = 200  # text packs to a tenth, repeated XML to a hundredth; bombs go far beyond
_SMALL = 5_000_000  # unpacked, this much does no harm at any ratio
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCAL_HEADER = 30


def opened(content: bytes, kind: str) -> zipfile.ZipFile:
    """Open a ZIP that is safe to unpack.

    Raises:
        StoryRejectedError: with what is wrong; `kind` is what the file should be.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        message = f"It is not {kind}, or it is damaged. Open it in its program and save it anew."
        raise StoryRejectedError("file", message) from error
    if problem := _size_problem(entries) or _entry_problem(entries) or _overlap(entries):
        raise StoryRejectedError("file", problem)
    return archive


def _size_problem(entries: Sequence[zipfile.ZipInfo]) -> str:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > _MOST_ENTRIES:
        return f"It holds more than {_MOST_ENTRIES} files. Cut it into smaller ones."
    if unpacked > _MOST_UNPACKED:
        most = _MOST_UNPACKED // 1_000_000
        return f"Unpacked it has more than {most} MB. Cut it into smaller files."
    if unpacked > max(_SMALL, _MOST_RATIO * packed):
        return "It unpacks to many times its size, as a trap would. Save its text in a new file."
    return ""


def _entry_problem(entries: Sequence[zipfile.ZipInfo]) -> str:
    for entry in entries:
        if entry.flag_bits & 1:
            return "It is protected by a password. Save it without one."
        if entry.compress_type not in _METHODS:
            return "It is packed in an unusual way. Pack it as a plain ZIP."
        if _leads_out(entry):
            name = ascii(entry.orig_filename)[1:-1][:80]
            return f"{name} in it leads out of the ZIP. Pack plain files in plain folders."
    return ""


def _leads_out(entry: zipfile.ZipInfo) -> bool:
    name = entry.orig_filename  # `filename` is cut at a null byte
    parts = name.split("/")
    link = stat.S_ISLNK(entry.external_attr >> 16)
    return (
        link
        or ".." in parts
        or not parts[0]
        or ":" in parts[0]
        or bool({"\\", "\x00"} & set(name))
    )


def _overlap(entries: Sequence[zipfile.ZipInfo]) -> str:
    """Entries that share their bytes make a bomb of a small file."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            return "Files in it lie over each other, as in a trap. Pack it anew."
        end = entry.header_offset + _LOCAL_HEADER + entry.compress_size
    return ""
