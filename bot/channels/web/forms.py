"""Reading what a form sent."""

import hashlib
import re
import secrets
from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.channels.web.parts import FILE_LIMIT, MESSAGE_LIMIT
from bot.channels.web.seats import TOKEN
from bot.domain.events import Press

FORM_BYTES = 12 * MESSAGE_LIMIT + 16_384  # a character takes up to 12 bytes in a form
FILE_BYTES = FILE_LIMIT + 16_384
_ID = re.compile(r"[\w:./-]{0,200}")


def one_time_key() -> str:
    """Make the key of one form: sent twice, it is one event."""
    return secrets.token_urlsafe(18)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form sent. `seen` is how many lines of the transcript its page shows."""

    key: str
    seen: int
    text: str
    target: str
    press: str
    file_name: str
    content: bytes

    @property
    def event_key(self) -> str:
        """One event for each form and content: a page gone back to may send other words.

        A digest, because a visitor's first key becomes the token that opens their room.
        """
        said = [self.key, self.press, self.target, self.text, self.file_name]
        return hashlib.sha256(repr(said).encode() + self.content).hexdigest()[:32]

    @property
    def pressed(self) -> Press:
        """The button that was pressed.

        Raises:
            HTTPException: 400, no button of ours.
        """
        try:
            return Press(self.press)
        except ValueError:
            raise HTTPException(400) from None


async def read_form(request: Request) -> Sent:
    """Read a form.

    Raises:
        HTTPException: 400 for what no page of ours sends, 413 for what is too long.
    """
    async with request.form(max_files=1, max_fields=20, max_part_size=FORM_BYTES) as form:
        file = form.get("file")
        content = await file.read() if isinstance(file, UploadFile) else b""
        name = (file.filename or "") if isinstance(file, UploadFile) else ""
        return _checked(
            Sent(
                _field(form, "key"),
                int(_field(form, "seen") or 0),
                _text(form),
                _field(form, "target"),
                _field(form, "press"),
                name[-200:],
                content,
            )
        )


def _checked(sent: Sent) -> Sent:
    if len(sent.text) > MESSAGE_LIMIT or len(sent.content) > FILE_LIMIT:
        raise HTTPException(413)
    if not TOKEN.fullmatch(sent.key):
        raise HTTPException(400)
    return sent


def _text(form: FormData) -> str:
    """Browsers send line ends as CRLF; no database takes a NUL."""
    value = form.get("text")
    text = value if isinstance(value, str) else ""
    return text.replace("\r\n", "\n").replace("\0", "").strip()


def _field(form: FormData, name: str) -> str:
    value = form.get(name, "")
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise HTTPException(400)
    if name == "seen" and not re.fullmatch(r"\d{0,6}", value):
        raise HTTPException(400)
    return value
