"""Transcripts in WebVTT or SubRip: a paragraph for each turn of a speaker, without the times."""

import html
import io
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import PurePath

from webvtt import Caption, WebVTT
from webvtt.errors import MalformedCaptionError, MalformedFileError

from bot.adapters.readers.drafts import Draft
from bot.adapters.readers.sections import Gathering
from bot.adapters.readers.utf_text import decode
from bot.domain.errors import StoryRejectedError

_MOST = 30_000_000
_NAMED = re.compile(r"\A(?P<who>[^\W\d_][\w.' -]{0,40}):\s+")
_VOICE = re.compile(r"<v(?:\.[\w.]+)?\s+(?P<who>[^>]{1,80})>")
_NONE = "There is nothing said in it. Export the transcript anew."
_BROKEN = "It is not a transcript in the form of its name. Export it anew, or save it as text."


def drafts(content: bytes, name: str) -> list[Draft]:
    """Read the one story of a transcript."""
    kind = "srt" if name.lower().endswith(".srt") else "vtt"
    text = decode(content, guess=True, most=_MOST)
    try:
        captions = WebVTT.from_buffer(io.StringIO(text), format=kind).captions
    except (MalformedFileError, MalformedCaptionError) as error:
        raise StoryRejectedError("file", _BROKEN) from error
    gathering = Gathering()
    for who, said in groupby(_turns(captions), lambda turn: turn[0]):
        words = " ".join(dict.fromkeys(words for _, words in said))
        gathering.text(f"{who}: {words}" if who else words)
    sections = gathering.done()
    if not sections:
        raise StoryRejectedError("text", _NONE)
    # the first words that are said make no title
    title = " ".join(filter(None, re.split(r"[\W_]+", PurePath(name).stem)))
    return [Draft(sections, title=title)]


def _turns(captions: list[Caption]) -> Iterator[tuple[str, str]]:
    speaker = ""
    for caption in captions:
        raw = caption.raw_text
        voice = _VOICE.search(raw)
        words = " ".join(html.unescape(re.sub(r"<[^>]{0,200}>", "", raw)).split())
        named = _NAMED.match(words)
        if voice:
            speaker = " ".join(voice["who"].split())
        elif named:
            speaker, words = named["who"], words[named.end() :]
        if words:
            yield speaker, words
