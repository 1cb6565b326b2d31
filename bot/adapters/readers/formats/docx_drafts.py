"""Word documents: headings by their styles, tables by row, nothing deleted or hidden."""

import io
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml.etree import _Element

from bot.adapters.readers.drafts import Draft
from bot.adapters.readers.formats.office_safety import check_office
from bot.adapters.readers.sections import Gathering
from bot.domain.errors import StoryRejectedError

_EMPTY = "There is no text in it. If it is a picture of text, write the text out."
_GONE = {qn("w:del"), qn("w:moveFrom"), qn("w:pict"), qn("w:instrText")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WORDS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_OFF = ("0", "false", "off")


def drafts(content: bytes, name: str) -> list[Draft]:
    """Read the one story of a document."""
    del name
    check_office(content, "docx", "word/document.xml")
    document = docx.Document(io.BytesIO(content))
    gathering = Gathering()
    for block in _blocks(document.element.body):
        if block.tag == qn("w:tbl"):
            gathering.rows(_rows(block))
        else:
            _paragraph(gathering, document, block)
    sections = gathering.done()
    if not sections:
        raise StoryRejectedError("text", _EMPTY)
    return [Draft(sections, title=document.core_properties.title or "")]


def _blocks(parent: _Element) -> Iterator[_Element]:
    """Give paragraphs and tables, also those inside content controls."""
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo")):
            yield from _blocks(child)


def _paragraph(gathering: Gathering, document: Document, block: _Element) -> None:
    text = "".join(_text(block))
    style = Paragraph(block, document).style  # type: ignore[arg-type]
    named = (style.name if style else "") or ""
    if named == "Title":
        gathering.heading(1, text)
    elif named.startswith("Heading ") and named[8:].isdigit():
        gathering.heading(int(named[8:]), text)
    elif named.startswith("List"):
        gathering.text(text, after="\n")
    else:
        gathering.line(text)


def _rows(table: _Element) -> Iterator[list[str]]:
    for row in table.iter(qn("w:tr")):
        yield ["".join(_text(cell)) for cell in row if cell.tag == qn("w:tc")]


def _text(element: _Element) -> Iterator[str]:
    """Give what a reader of the page sees, in order."""
    for child in element:
        if child.tag in _GONE or child.tag == _FALLBACK or _hidden(child):
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _WORDS:
            yield _WORDS[child.tag]
        else:
            yield from _text(child)
            if child.tag == qn("w:p"):
                yield "\n"


def _hidden(element: _Element) -> bool:
    vanish = element.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return vanish is not None and vanish.get(qn("w:val"), "1") not in _OFF
