"""PDFs: lines of larger type are headings, and what repeats on each page is left out."""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTTextContainer, LTTextLine
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfparser import PDFParser
from pdfminer.psparser import PSException

from bot.adapters.readers.drafts import Draft
from bot.adapters.readers.facet_headings import names_facet
from bot.adapters.readers.markdown_sections import Section
from bot.adapters.readers.sections import Gathering
from bot.domain.errors import StoryRejectedError

_MOST_PAGES = 300
_LARGER = 1.12  # times the size of most of the text
_REPEATS = 3
_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE)
_NO_PDF = "It is not a PDF, or it is damaged. Open it in a PDF reader and print it to a new PDF."
_LOCKED = "It is protected by a password. Save it without one."
_LONG = f"It has more than {_MOST_PAGES} pages. Save the pages that tell the story by themselves."
_SCAN = "It has no text in it, as a scan has none. Run text recognition (OCR) over it first."


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    size: float
    block: tuple[int, int]  # page and box


def drafts(content: bytes, name: str) -> list[Draft]:
    """Read the one story of a PDF."""
    del name
    if b"%PDF-" not in content[:1024]:
        raise StoryRejectedError("file", _NO_PDF)
    try:
        title = _title(content)
        lines = list(_lines(content))
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise StoryRejectedError("file", _LOCKED) from error
    except (PSException, ValueError, TypeError, KeyError, AttributeError, AssertionError) as error:
        raise StoryRejectedError("file", _NO_PDF) from error
    if not lines:
        raise StoryRejectedError("file", _SCAN)
    return [Draft(_sections(_without_margins(lines)), title=title)]


def _title(content: bytes) -> str:
    document = PDFDocument(PDFParser(io.BytesIO(content)))
    titles = [info.get("Title") for info in document.info]
    return next((t.decode("utf-8", "ignore") for t in titles if isinstance(t, bytes)), "")


def _lines(content: bytes) -> Iterator[_Line]:
    for number, page in enumerate(extract_pages(io.BytesIO(content))):
        if number >= _MOST_PAGES:
            raise StoryRejectedError("file", _LONG)
        for box_number, box in enumerate(page):
            if isinstance(box, LTTextContainer):
                yield from _lines_of(box, (number, box_number))


def _lines_of(box: LTTextContainer[LTTextLine], block: tuple[int, int]) -> Iterator[_Line]:
    for line in box:
        text = re.sub(r"\(cid:\d+\)", "", line.get_text()).strip()
        if text:
            sizes = Counter(round(char.size, 1) for char in line if isinstance(char, LTChar))
            yield _Line(text, sizes.most_common(1)[0][0] if sizes else 0, block)


def _without_margins(lines: Sequence[_Line]) -> list[_Line]:
    """Leave out page numbers, and lines that come again on most pages."""
    pages = {line.block[0] for line in lines}
    seen = Counter(text for text, _ in {(line.text, line.block[0]) for line in lines})
    often = max(_REPEATS, len(pages) / 2)
    kept = [
        line for line in lines if seen[line.text] < often and not _PAGE_NUMBER.fullmatch(line.text)
    ]
    return kept or list(lines)


def _sections(lines: Sequence[_Line]) -> list[Section]:
    weights: Counter[float] = Counter()
    for line in lines:
        weights[line.size] += len(line.text)
    usual = weights.most_common(1)[0][0]
    larger = sorted({line.size for line in lines if line.size > usual * _LARGER}, reverse=True)
    levels = {size: rank for rank, size in enumerate(larger, 1)}
    gathering = Gathering()
    for (level, _), group in groupby(lines, lambda line: (levels.get(line.size, 0), line.block)):
        block = list(group)
        words = " ".join(line.text for line in block)
        if level:
            gathering.heading(level, words)
        elif names_facet(block[0].text):
            gathering.line(block[0].text)
            gathering.text(" ".join(line.text for line in block[1:]))
        else:
            gathering.text(words)
    return gathering.done()
