"""ZIPs of story files: what is in them, and the content of some of it."""

from typing import Any

from bot.adapters.readers.formats.zip_safety import opened


def listed(content: bytes) -> list[tuple[str, int]]:
    """Give names and sizes of the files in a ZIP, folders and hidden files apart.

    Raises:
        StoryRejectedError: it is not safe to unpack.
    """
    with opened(content, "a ZIP") as archive:
        found = {e.filename: e.file_size for e in archive.infolist() if not e.is_dir()}
    return sorted((name, size) for name, size in found.items() if not _hidden(name))


def taken(content: bytes, wanted: dict[str, int]) -> tuple[dict[str, Any], bytes]:
    """Give the first bytes of files in a ZIP, one file after another, and how many of each.

    Raises:
        StoryRejectedError: it is not safe to unpack.
    """
    pieces: list[bytes] = []
    with opened(content, "a ZIP") as archive:
        for name, most in wanted.items():
            with archive.open(name) as inner:
                pieces.append(inner.read(most))
    return {"sizes": [len(piece) for piece in pieces]}, b"".join(pieces)


def _hidden(name: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))
