"""What a file of Word, PowerPoint or Excel must be like before its library opens it."""

import zipfile

from bot.adapters.readers.formats.zip_safety import opened
from bot.domain.errors import StoryRejectedError

_OLD = b"\xd0\xcf\x11\xe0"  # the container of the formats before 2007, and of protected files
_MOST_XML = 60_000_000
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_LOCKED = (
    "It is protected by a password, or in the format of before 2007. "
    "Save it without a password as .{suffix}."
)
_MACROS = "It has macros. Save it as .{suffix} without macros."
_ENTITIES = "It declares XML entities, which no Office program writes. Save it anew."
_LARGE = "It has too much text in it. Cut it into smaller files."
_OTHER = "It is no {suffix} file inside, whatever its name says. Save it anew as .{suffix}."


def check_office(content: bytes, suffix: str, main_part: str) -> None:
    """Refuse what is locked, has macros or is a trap.

    Raises:
        StoryRejectedError: with what to do.
    """
    if content.startswith(_OLD):
        raise StoryRejectedError("file", _LOCKED.format(suffix=suffix))
    with opened(content, f"a .{suffix} file") as archive:
        names = archive.namelist()
        if main_part not in names:
            raise StoryRejectedError("file", _OTHER.format(suffix=suffix))
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise StoryRejectedError("file", _MACROS.format(suffix=suffix))
        parts = [e for e in archive.infolist() if e.filename.lower().endswith((".xml", ".rels"))]
        if sum(part.file_size for part in parts) > _MOST_XML:
            raise StoryRejectedError("file", _LARGE)
        for part in parts:
            _check_part(archive, part, suffix)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, suffix: str) -> None:
    xml = archive.read(part)
    if any(doctype in xml for doctype in _DOCTYPES):
        raise StoryRejectedError("file", _ENTITIES)
    if part.filename == "[Content_Types].xml" and b"macroEnabled" in xml:
        raise StoryRejectedError("file", _MACROS.format(suffix=suffix))
