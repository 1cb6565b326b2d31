"""The notes as a PDF, drawn by ReportLab."""

from threading import Lock

from bot.adapters.documents.noto_fonts import NotoFonts
from bot.adapters.documents.pdf_sheet import PdfSheet, Style
from bot.domain.brief_document import BriefDocument, DocumentLine, Section

_TITLE = Style(22)
_HEADING = Style(14, "#1f4e79", before=16, keep=48)
_LABEL = Style(11, "#1f4e79", before=8, keep=32)
_LINE = Style(10.5, before=4, indent=14, bullet=True)
_ABOUT = Style(8.5, "#5f6670", indent=14, listed=True)
_PLAIN = Style(10.5, before=12)
_SMALL = Style(8.5, "#5f6670", before=18)


class ReportlabNotes:
    """Draws text and nothing else: no links, no fields, no scripts."""

    kind = "pdf"
    media_type = "application/pdf"

    def __init__(self) -> None:
        self._lock = Lock()  # the library's fonts are shared
        self._fonts: NotoFonts | None = None

    def write(self, document: BriefDocument) -> bytes:
        """Give the content of the file."""
        with self._lock:
            self._fonts = self._fonts or NotoFonts()
            return _file(document, self._fonts)


def _file(document: BriefDocument, fonts: NotoFonts) -> bytes:
    sheet = PdfSheet(fonts, document.title)
    sheet.put(document.title, _TITLE)
    for section in document.sections:
        _section(sheet, section)
    if not document.sections:
        sheet.put(document.empty, _PLAIN)
    if sheet.missing:
        sheet.put(_left_out(sheet.missing), _SMALL)
    return sheet.close()


def _section(sheet: PdfSheet, section: Section) -> None:
    sheet.put(section.heading, _HEADING)
    for group in section.groups:
        if group.label:
            sheet.put(group.label, _LABEL)
        for line in group.lines:
            _line(sheet, line)


def _line(sheet: PdfSheet, line: DocumentLine) -> None:
    sheet.put(line.text, _LINE)
    if line.about:
        sheet.put(line.about, _ABOUT)


def _left_out(count: int) -> str:
    what = "One character has" if count == 1 else f"{count} characters have"
    return (
        f"{what} no letter in the fonts of this file; the Word and Markdown files have them all."
    )
