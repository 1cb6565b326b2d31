"""Slides: a title is a heading, and what the speaker notes say belongs to the story."""

import io
from collections.abc import Iterable

from pptx import Presentation
from pptx.shapes.base import BaseShape
from pptx.slide import Slide

from bot.adapters.readers.drafts import Draft
from bot.adapters.readers.formats.office_safety import check_office
from bot.adapters.readers.sections import Gathering
from bot.domain.errors import StoryRejectedError

_EMPTY = "There is no text on its slides. If they are pictures, write the text out."


def drafts(content: bytes, name: str) -> list[Draft]:
    """Read the one story of a deck. Hidden slides are no part of it."""
    del name
    check_office(content, "pptx", "ppt/presentation.xml")
    deck = Presentation(io.BytesIO(content))
    gathering = Gathering()
    for number, slide in enumerate(s for s in deck.slides if s.element.get("show") != "0"):
        _slide(gathering, slide, 1 if number == 0 else 2)
    sections = gathering.done()
    if not sections:
        raise StoryRejectedError("text", _EMPTY)
    return [Draft(sections, title=deck.core_properties.title or "")]


def _slide(gathering: Gathering, slide: Slide, level: int) -> None:
    title = slide.shapes.title
    if title is not None:
        gathering.heading(level, title.text_frame.text)
    _shapes(gathering, (s for s in slide.shapes if title is None or s.shape_id != title.shape_id))
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame:
        gathering.text(slide.notes_slide.notes_text_frame.text)


def _shapes(gathering: Gathering, shapes: Iterable[BaseShape]) -> None:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            _shapes(gathering, shape.shapes)
        elif getattr(shape, "has_table", False):
            rows = shape.table.rows  # type: ignore[attr-defined]
            gathering.rows([cell.text_frame.text for cell in row.cells] for row in rows)
        elif shape.has_text_frame:
            for paragraph in shape.text_frame.paragraphs:  # type: ignore[attr-defined]
                gathering.line("".join(run.text for run in paragraph.runs), after="\n")
            gathering.text("\n", after="\n")
