"""The brief's document as Markdown."""

import re

from bot.domain.brief_document import BriefDocument, DocumentLine, Section

# All that may mean something in Markdown or HTML, or that makes a bare address or name a link.
_MARKS = re.compile(r"([\\`*_\[\]<>#|~$&@]|(?<=[a-z]):(?=[^\s\d])|(?<=www)\.)", re.IGNORECASE)
_STARTS_A_LIST = re.compile(r"^(\d{1,9})?([.)+=-])")


def brief_page(document: BriefDocument) -> str:
    """Write the document as Markdown; no words of a person act as markup in it."""
    lines = [f"# {document.title}", ""]
    for section in document.sections:
        lines += _section(section)
    if not document.sections:
        lines += [document.empty, ""]
    return "\n".join(lines)


def _section(section: Section) -> list[str]:
    lines = [f"## {section.heading}", ""]
    for group in section.groups:
        lines += [f"### {escaped(group.label)}", ""] if group.label else []
        lines += [*map(_line, group.lines), ""]
    return lines


def _line(line: DocumentLine) -> str:
    about = f" ({escaped(line.about)})" if line.about else ""
    return f"- {escaped(line.text)}{about}"


def escaped(text: str) -> str:
    """Keep words from being read as Markdown, as HTML or as a link."""
    marked = _MARKS.sub(r"\\\1", text)
    return _STARTS_A_LIST.sub(lambda found: f"{found[1] or ''}\\{found[2]}", marked)
