"""Bytes of a file to text: UTF-8, UTF-16 with its mark, or an old encoding where one may guess."""

import codecs
import re

from charset_normalizer import from_bytes

from bot.domain.errors import StoryRejectedError
from bot.ports.files import MAX_FILE_BYTES

_KINDS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a Word, Excel or zip file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a zipped file",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_HIDDEN = re.compile("[\u200b\u2060-\u2064\u180e\ufeff\u202a-\u202e\u2066-\u2069]")
_NEWLINES = re.compile(r"\r\n?|[\u2028\u2029]")
_BINARY_SHARE = 0.02  # of control bytes; text in any old one-byte encoding has next to none


def decode(content: bytes, *, guess: bool = False, most: int = MAX_FILE_BYTES) -> str:
    """Give the text of a file with plain line ends and no control characters but tab and line end.

    With `guess`, text in the encodings of Western Windows is taken too: sheets, mails and pages
    come in them, and their owners cannot always save them anew.

    Raises:
        StoryRejectedError: too large, empty, not text, or in another encoding.
    """
    if len(content) > most:
        raise too_large(len(content), most)
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        raise StoryRejectedError("file", "The file is empty. Write the story, or delete the file.")
    text = _NEWLINES.sub("\n", _text_of(content, guess=guess).removeprefix("\ufeff"))
    if "\x00" in text:
        raise _not_text("it has null bytes")
    return _CONTROL.sub("", text)


def visible(text: str) -> str:
    """Leave out characters that nobody sees. Holds are looked for before this."""
    return _HIDDEN.sub("", text)


def too_large(size: int, most: int) -> StoryRejectedError:
    """Make the error for a file of so many bytes."""
    said = f"The file has {size / 1e6:.1f} MB, the most is {most // 1_000_000} MB."
    message = f"{said} Save each story by itself."
    return StoryRejectedError("file", message)


def _text_of(content: bytes, *, guess: bool) -> str:
    for magic, kind in _KINDS.items():
        if content.startswith(magic):
            raise _not_text(f"it looks like {kind}")
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if wide else "utf-8")
    except UnicodeDecodeError as error:
        if guess and (guessed := from_bytes(content, cp_isolation=["cp1252", "latin_1"]).best()):
            return str(guessed)
        raise _undecodable(content, error.start) from error


def _undecodable(content: bytes, at: int) -> StoryRejectedError:
    control = len(re.findall(rb"[\x00-\x08\x0e-\x1f]", content[:10_000]))
    if control > _BINARY_SHARE * min(len(content), 10_000):
        return _not_text("it has bytes that no text has")
    line = content.count(b"\n", 0, at) + 1
    message = f"Line {line} is not in UTF-8. Open the file in an editor and save it as UTF-8."
    return StoryRejectedError("encoding", message)


def _not_text(why: str) -> StoryRejectedError:
    message = f"This is not a text file: {why}. Save the story as Markdown or plain text."
    return StoryRejectedError("file", message)
