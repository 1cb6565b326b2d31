"""The notes as a Word document, written by python-docx."""

from io import BytesIO

from docx import Document
from docx.document import Document as Word
from docx.shared import Pt, RGBColor

from bot.domain.brief_document import BriefDocument, DocumentLine, Section

_GREY = RGBColor(0x5F, 0x66, 0x70)
_SMALL = Pt(9)


class DocxNotes:
    """Writes plain paragraphs and headings: no fields, no links, no macros."""

    kind = "docx"
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    def write(self, document: BriefDocument) -> bytes:
        """Give the content of the file."""
        word = Document()
        about = word.core_properties
        about.title, about.author, about.comments = document.title, "", ""
        word.add_heading(document.title, 0)
        for section in document.sections:
            _write(word, section)
        if not document.sections:
            word.add_paragraph(document.empty)
        file = BytesIO()
        word.save(file)
        return file.getvalue()


def _write(word: Word, section: Section) -> None:
    word.add_heading(section.heading, 1)
    for group in section.groups:
        if group.label:
            word.add_heading(group.label, 2)
        for line in group.lines:
            _bullet(word, line)


def _bullet(word: Word, line: DocumentLine) -> None:
    paragraph = word.add_paragraph(line.text, "List Bullet")
    if line.about:
        paragraph.add_run().add_break()
        small = paragraph.add_run(line.about)
        small.font.size, small.font.color.rgb = _SMALL, _GREY
