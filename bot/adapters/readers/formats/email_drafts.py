"""Mails: the subject is the title, and what its writer wrote is the story."""

import email
import email.policy
import re
from email.message import EmailMessage, MIMEPart
from itertools import islice

from mailparser_reply import EmailReplyParser

from bot.adapters.readers.drafts import Draft
from bot.adapters.readers.formats.lxml_html_drafts import read_page
from bot.adapters.readers.markdown_sections import Section
from bot.adapters.readers.sections import Gathering
from bot.adapters.readers.utf_text import decode
from bot.domain.errors import StoryRejectedError

_MOST = 30_000_000
_MOST_PARTS = 1_000
_LONGEST = 200_000  # the patterns that find signatures grow slow on more
_PREFIX = re.compile(r"\A(?:\s*(?P<kind>re|aw|fwd?|wg|tr|rv)(?:\[\d+\])?\s*:)+\s*", re.IGNORECASE)
_FORWARDS = ("fw", "fwd", "wg", "tr", "rv")
_LANGUAGES = ["en", "de", "fr", "es", "it", "nl", "da", "sv", "pl"]
_NO_MAIL = "It is not a mail. Save it from the mail program as .eml anew."
_EMPTY = "There is no text in the mail. If the story is in its attachments, save and load those."
_LONG = "The mail is too long. Save its text in a new file."


def drafts(content: bytes, name: str) -> list[Draft]:
    """Read the one story of a mail. Attachments are no part of it."""
    del name
    message = email.message_from_bytes(content, _class=EmailMessage, policy=email.policy.default)
    parts = sum(1 for _ in islice(message.walk(), _MOST_PARTS + 1))
    if not message.keys() or parts > _MOST_PARTS:
        raise StoryRejectedError("file", _NO_MAIL)
    subject = str(message.get("Subject", ""))
    prefix = _PREFIX.match(subject)
    forwarded = prefix is not None and prefix["kind"].lower() in _FORWARDS
    sections = _sections(message, forwarded=forwarded)
    if not sections:
        raise StoryRejectedError("text", _EMPTY)
    return [Draft(sections, title=subject[prefix.end() if prefix else 0 :])]


def _sections(message: EmailMessage, *, forwarded: bool) -> list[Section]:
    body = message.get_body(("plain",))
    if body is not None and (text := _text(body).strip()):
        return _from_text(text, forwarded=forwarded)
    page = message.get_body(("html",))
    if page is None:
        return []
    return read_page(_without_quotes(_text(page)))[1]


def _text(part: MIMEPart) -> str:
    try:
        return str(part.get_content()).replace("\x00", "")
    except (LookupError, UnicodeError):  # a charset that nobody knows
        payload = part.get_payload(decode=True)
        return decode(payload, guess=True, most=_MOST) if isinstance(payload, bytes) else ""


def _from_text(text: str, *, forwarded: bool) -> list[Section]:
    if len(text) > _LONGEST:
        raise StoryRejectedError("file", _LONG)
    replies = EmailReplyParser(languages=[*_LANGUAGES]).read(text).replies
    bodies = [body for reply in replies if (body := _unquoted(reply.body))]
    gathering = Gathering()
    for body in bodies if forwarded else bodies[:1]:
        for block in re.split(r"\n\s*\n", body):
            first, _, rest = block.partition("\n")
            gathering.line(first, after="\n" if rest else "\n\n")
            gathering.text(rest)
    return gathering.done()


def _unquoted(body: str) -> str:
    return "\n".join(line for line in body.split("\n") if not line.startswith(">")).strip()


def _without_quotes(page: str) -> str:
    """Cut off what mail programs put round the mail that is answered."""
    marks = re.compile(
        r"<(?:blockquote[^>]{0,200}type=.?cite|div[^>]{0,200}(?:gmail_quote|gmail_signature"
        r"|divRplyFwdMsg|yahoo_quoted|moz-cite-prefix))",
        re.IGNORECASE,
    )
    found = marks.search(page)
    kept = page[: found.start()] if found else page
    return kept if re.sub(r"<[^>]*>", "", kept).strip() else page
