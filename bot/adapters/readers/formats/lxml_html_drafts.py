"""Web pages: what a reader sees of the main part, with its headings."""

import codecs
import re
from collections.abc import Sequence
from contextlib import suppress

from lxml import etree, html

from bot.adapters.readers.drafts import Draft
from bot.adapters.readers.markdown_sections import Section
from bot.adapters.readers.sections import Gathering
from bot.adapters.readers.utf_text import decode
from bot.domain.errors import StoryRejectedError

_EMPTY = "There is no text in it. Save the page anew, with its text."
_UNSEEN = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "math",
        "nav",
        "footer",
        "form",
        "button",
        "select",
        "textarea",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "map",
        "dialog",
        "del",
        "s",
    ]
)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "aside",
        "header",
        "ul",
        "ol",
        "dl",
        "table",
        "blockquote",
        "pre",
        "figure",
        "hr",
        "details",
    ]
)
_LINES = frozenset(["br", "li", "tr", "dt", "dd", "figcaption", "caption", "summary", "address"])
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_MOST = 30_000_000


def drafts(content: bytes, name: str) -> list[Draft]:
    """Read the one story of a page."""
    del name
    title, sections = read_page(_decoded(content))
    if not sections:
        raise StoryRejectedError("text", _EMPTY)
    return [Draft(sections, title=title)]


def read_page(page: str) -> tuple[str, list[Section]]:
    """Give the title and the sections of a page."""
    # libxml2 takes no str that declares an encoding, and bytes with the one named here
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    root = html.document_fromstring(page.encode("utf-8", "ignore") or b"<p>", parser=parser)
    title = " ".join((root.findtext(".//title") or "").split())
    for element in list(root.iter()):
        if isinstance(element, html.HtmlElement) and _unseen(element):
            element.drop_tree()
    return title, _sections(_main(root))


def _decoded(content: bytes) -> str:
    if found := _CHARSET.search(content[:2048]):
        with suppress(
            LookupError, UnicodeDecodeError
        ):  # what the page says of itself may be wrong
            return codecs.decode(content, found[1].decode()).replace("\x00", "")
    return decode(content, guess=True, most=_MOST)


def _unseen(element: html.HtmlElement) -> bool:
    return element.getparent() is not None and (
        element.tag in _UNSEEN
        or "hidden" in element.attrib
        or element.get("aria-hidden") == "true"
        or bool(_HIDING.search(element.get("style") or ""))
    )


def _main(root: html.HtmlElement) -> html.HtmlElement:
    for path in (".//main", ".//article", ".//body"):
        found: Sequence[html.HtmlElement] = root.findall(path)
        if len(found) == 1 and found[0].text_content().strip():
            return found[0]
    return root


def _sections(main: html.HtmlElement) -> list[Section]:
    """Walk through the page without recursion: a page may nest as deep as it likes."""
    gathering = Gathering()
    pieces: list[str] = []
    for event, element in etree.iterwalk(main, events=("start", "end")):
        tag = element.tag
        level = int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0
        if event == "start":
            _break(gathering, pieces, tag, level)
            pieces.append(_plain(element.text))
            continue
        if level:
            gathering.heading(level, "".join(pieces))
            pieces.clear()
        elif tag in ("td", "th"):
            pieces.append("; ")
        _break(gathering, pieces, tag, 0)
        if element is not main:
            pieces.append(_plain(element.tail))
    gathering.text(_joined(pieces))
    return gathering.done()


def _break(gathering: Gathering, pieces: list[str], tag: str, level: int) -> None:
    if level or tag in _BLOCKS:
        gathering.text(_joined(pieces))
        pieces.clear()
    elif tag in _LINES:
        pieces.append("\n")


def _plain(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _joined(pieces: Sequence[str]) -> str:
    lines = (line.strip().removesuffix(";").strip() for line in "".join(pieces).split("\n"))
    return "\n".join(filter(None, lines))
