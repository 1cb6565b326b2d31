"""Kinds of files that are known and not read: each is refused with what to do instead."""

from collections.abc import Sequence
from pathlib import Path, PurePath

from bot.domain.errors import StoryRejectedError
from bot.domain.story import Story
from bot.ports.library import Defaults

_OLD = "It is in an old format of Office. Save it as .{better}."
_MACROS = "Files with macros are not read. Save it as .{better} without macros."
_REMEDIES = {
    ".doc": _OLD.format(better="docx"),
    ".xls": _OLD.format(better="xlsx"),
    ".ppt": _OLD.format(better="pptx"),
    ".docm": _MACROS.format(better="docx"),
    ".xlsm": _MACROS.format(better="xlsx"),
    ".pptm": _MACROS.format(better="pptx"),
    ".xlsb": _OLD.format(better="xlsx"),
    ".odt": "This kind is not read. Save it as .docx.",
    ".ods": "This kind is not read. Save it as .xlsx.",
    ".odp": "This kind is not read. Save it as .pptx.",
    ".rtf": "This kind is not read. Save it as .docx.",
    ".msg": "Mails of this kind are not read. Save it as .eml or as text.",
}


class RefusedKinds:
    """Says of old and unsafe formats what to save them as."""

    def reads(self, path: Path) -> bool:
        """Say whether there is advice for this kind of file, by its name."""
        return path.suffix.lower() in _REMEDIES

    def read(self, name: str, content: bytes, defaults: Defaults) -> Sequence[Story]:
        """Refuse the file.

        Raises:
            StoryRejectedError: always.
        """
        del content, defaults
        raise StoryRejectedError("file", _REMEDIES[PurePath(name).suffix.lower()])
