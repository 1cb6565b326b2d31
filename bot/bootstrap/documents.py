"""The notes to take along: which formats there are."""

from bot.adapters.documents.docx_notes import DocxNotes
from bot.adapters.documents.markdown_notes import MarkdownNotes
from bot.adapters.documents.reportlab_notes import ReportlabNotes
from bot.bootstrap.clock import SystemClock
from bot.bootstrap.language import Language
from bot.bootstrap.library import Library
from bot.settings import Settings
from bot.use_cases.take_along import TakeAlong, WriteDocument


def make_take_along(settings: Settings, language: Language, library: Library) -> TakeAlong:
    """Give what writes the notes as files."""
    document = WriteDocument(library.find, language.wording, settings.operator)
    return TakeAlong(document, (MarkdownNotes(), DocxNotes(), ReportlabNotes()), SystemClock())
