"""Markdown as sections of plain text: links keep their words, pictures and HTML go."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from typing_extensions import override

# marks of site generators, which CommonMark takes for text
_TEMPLATING = re.compile(
    r"\{%[^%\n]{0,300}%\}|\{\{[^}\n]{0,300}\}\}|\{:[^}\n]{0,100}\}|\[\^[\w-]+\]:?|^:::.*$",
    re.MULTILINE,
)
_LONGEST_PARAGRAPH = (
    20_000  # a longer one is taken as it is: the time to parse grows by its square
)
_UNSEEN_TAGS = frozenset({"script", "style", "template", "head", "svg"})
_BLOCK_TAGS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (level 0: none yet) and the plain text below it, down to the next heading."""

    level: int
    heading: str
    text: str


def sections_of(markdown: str) -> list[Section]:
    """Cut Markdown at its headings."""
    tokens = _tokens(_TEMPLATING.sub("", _without_comments(markdown)))
    found: list[Section] = []
    level, heading = 0, ""
    blocks: list[str] = []
    for piece in _pieces(tokens):
        if isinstance(piece, str):
            blocks.append(piece)
            continue
        found.append(Section(level, heading, _join(blocks)))
        level, heading, blocks = *piece, []
    found.append(Section(level, heading, _join(blocks)))
    return [section for section in found if section.heading or section.text]


def _without_comments(text: str) -> str:
    """Cut HTML comments out; one that is never closed loses its mark alone, not the rest."""
    first, *others = text.split("<!--")
    return first + "".join(
        other.partition("-->")[2] if "-->" in other else other for other in others
    )


def _tokens(markdown: str) -> list[Token]:
    parser = MarkdownIt("commonmark").enable("table").disable("inline")
    references: dict[str, Any] = {}
    tokens = parser.parse(markdown, references)
    parser.enable("inline")
    for token in tokens:
        if token.type == "inline":
            short = len(token.content) <= _LONGEST_PARAGRAPH
            token.children = _parsed(parser, token, references) if short else None
    return tokens


def _parsed(parser: MarkdownIt, token: Token, references: dict[str, Any]) -> list[Token] | None:
    return parser.parseInline(token.content, references)[0].children


def _join(blocks: Sequence[str]) -> str:
    text = re.sub(r"(?:; )+\n", "\n", "".join(blocks))
    return re.sub(r"\s*\n\s*\n\s*", "\n\n", text).strip()


def _pieces(tokens: Sequence[Token]) -> Iterator[str | tuple[int, str]]:
    """Give headings as (level, words), and blocks of text with the space that follows each."""
    level = 0
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "inline" and level:
            yield level, _inline(token).replace("\n", " ")
            level = 0
        elif token.type == "inline":
            yield _inline(token)
        elif token.type in _SPACE_AFTER and not token.hidden:
            yield _SPACE_AFTER[token.type]
        elif token.type in ("fence", "code_block"):
            yield f"{token.content.strip()}\n\n"
        elif token.type == "html_block":
            yield f"{_without_tags(token.content)}\n\n"


_SPACE_AFTER = {
    "paragraph_close": "\n\n",
    "list_item_close": "\n",
    "bullet_list_close": "\n",
    "ordered_list_close": "\n",
    "blockquote_close": "\n",
    "th_close": "; ",
    "td_close": "; ",
    "tr_close": "\n",
    "table_close": "\n",
}


def _inline(token: Token) -> str:
    if token.children is None:
        return token.content
    return "".join(_words(child) for child in token.children)


def _words(token: Token) -> str:
    if token.type in ("text", "code_inline", "text_special"):
        return token.content
    if token.type == "hardbreak":
        return "\n"
    if token.type == "softbreak" or token.content.lower().startswith("<br"):
        return " "
    return ""


def _without_tags(html: str) -> str:
    parser = _SeenText()
    parser.feed(html)
    parser.close()
    return re.sub(r"[ \t]+", " ", "".join(parser.seen)).strip()


class _SeenText(HTMLParser):
    """Collects the text that a reader would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []
        self._unseen = 0

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._unseen += tag in _UNSEEN_TAGS
        if tag in _BLOCK_TAGS:
            self.seen.append("\n")

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN_TAGS:
            self._unseen = max(0, self._unseen - 1)

    @override
    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.seen.append(data)
