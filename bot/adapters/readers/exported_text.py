"""Plain text to Markdown and back without the loss of a character.

What is written reads as ordinary Markdown, too: to an editor, a web page, and a reader that has
never heard of this.
"""

import re

from bot.domain.errors import StoryRejectedError
from bot.domain.story import Facet
from bot.domain.telling import FACET_HEADINGS

_LIVE = re.compile(r"[\\`*_\[\]>&|~]")  # what Markdown would take for marks
_OPENS = re.compile(r"^(?:[#+=-]|\d+(?=[.)]))", re.MULTILINE)  # what it takes for marks in front
_UNSAFE = re.compile(
    r"[<{]"  # opens a tag, a comment or a mark of a site generator
    r"|^[ \t\xa0:]|[ \t\xa0]$"  # space at an end of a line, which would be lost
    r"|[\x00-\x09\x0b-\x1f\x7f-\xa0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    r"\u3000\ufeff\ud800-\udfff\U000e0000-\U000e007f]",
    re.MULTILINE,
)
_ESCAPED = re.compile(r"\\(\n|[!-/:-@\[-`{-~])|&#(\d+);")
_HEADING = re.compile(r"^(##?) (.*)$", re.MULTILINE)
_FACETS = {heading: facet for facet, heading in FACET_HEADINGS.items()}
_FEWEST_LOST = 2  # line ends in a row: a paragraph; more would become one


def body_of(title: str, facets: dict[Facet, str]) -> str:
    """Write facets under their headings, below a title that is given; unsorted text first."""
    parts = ["# " + "&#10;".join(map(escaped, title.split("\n")))] if title else []
    if Facet.UNSORTED in facets:
        parts.append(escaped(facets[Facet.UNSORTED]))
    for facet, text in facets.items():
        if facet is not Facet.UNSORTED:
            parts += [f"## {FACET_HEADINGS[facet]}", escaped(text)]
    return "\n\n".join(parts) + "\n"


def read_body(body: str) -> tuple[str, dict[Facet, str]]:
    """Give the title, if it stands there, and the facets, as they were before."""
    first, *rest = _HEADING.split(body)
    title, texts = "", {Facet.UNSORTED: first}
    for mark, heading, text in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        if mark == "#":
            title, texts[Facet.UNSORTED] = unescaped(heading), text
        else:
            texts[_facet(heading)] = text
    bare = {facet: unescaped(text.strip("\n")) for facet, text in texts.items()}
    return title, {facet: bare[facet] for facet in Facet if bare.get(facet)}


def _facet(heading: str) -> Facet:
    if heading not in _FACETS:
        message = f"'{heading}' is no heading of an export. Delete the line `exported:`."
        raise StoryRejectedError("exported", message)
    return _FACETS[heading]


def escaped(text: str) -> str:
    """Write plain text as Markdown."""
    marked = _LIVE.sub(r"\\\g<0>", text)
    marked = _OPENS.sub(_behind_a_mark, marked)
    marked = _UNSAFE.sub(lambda found: f"&#{ord(found[0])};", marked)
    return re.sub(r"\n+", lambda found: _line_ends(found, marked), marked)


def unescaped(markdown: str) -> str:
    """Give the plain text that was written."""
    return _ESCAPED.sub(_plain, markdown)


def _behind_a_mark(found: re.Match[str]) -> str:
    opening = found[0]
    return f"{opening}\\" if opening.isdigit() else f"\\{opening}"


def _line_ends(found: re.Match[str], text: str) -> str:
    count = len(found[0])
    if found.start() == 0 or found.end() == len(text):
        return "&#10;" * count
    if count == 1:
        return "\\\n"
    return "\n\n" + "&#10;" * (count - _FEWEST_LOST)


def _plain(found: re.Match[str]) -> str:
    return chr(int(found[2])) if found[2] else found[1]
