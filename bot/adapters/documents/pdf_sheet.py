"""A sheet of paper that fills from the top: text is wrapped, drawn, and goes on overleaf."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from bot.adapters.documents.noto_fonts import STAND_IN, NotoFonts
from bot.adapters.documents.writing_order import clusters, drawn, joined, runs_left

_MARGIN = 62  # points
_LEADING = 1.45
_INVISIBLE = ("Cc", "Cf", "Cs")
_SELECTORS = ("\ufe00", "\ufe0f")  # say how an emoji looks; there is one look here


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set."""

    size: float
    colour: str = "#1b1f24"
    before: float = 0  # points above
    indent: float = 0
    bullet: bool = False
    listed: bool = False  # parts with commas between them, each with a direction of its own
    keep: float = 0  # points that must be left below it on the page


class PdfSheet:
    """One PDF being written, top to bottom. Text is drawn as glyphs: nothing in it is read."""

    def __init__(self, fonts: NotoFonts, title: str) -> None:
        self._fonts = fonts
        self._file = BytesIO()
        self._canvas = Canvas(self._file, pagesize=A4, invariant=1, lang="en")
        self._canvas.setTitle(title)
        self._width, self._height = A4
        self._y = self._height - _MARGIN
        self.missing = 0  # characters that no font had

    def put(self, text: str, style: Style) -> None:
        """Write a paragraph."""
        step = style.size * _LEADING
        if self._y - style.before - step - style.keep < _MARGIN:
            self._turn_over()
        elif self._y < self._height - _MARGIN:
            self._y -= style.before
        shown = self._printable(text)
        room = (self._width - 2 * _MARGIN - style.indent) / style.size
        for n, line in enumerate(self._lines(clusters(shown), room)):
            if self._y - step < _MARGIN:
                self._turn_over()
            self._y -= step
            if style.bullet and n == 0:
                self._draw(["\u2022"], _MARGIN + style.indent - 12, style)
            whole = drawn(line, leftwards=runs_left(shown))
            self._draw(_parts(line) if style.listed else whole, _MARGIN + style.indent, style)

    def close(self) -> bytes:
        """Give the finished file."""
        self._canvas.save()
        return self._file.getvalue()

    def _turn_over(self) -> None:
        self._canvas.showPage()
        self._y = self._height - _MARGIN

    def _printable(self, text: str) -> str:
        """Put a stand-in where no font has a character, and leave out what is invisible."""
        kept = []
        for char in joined(unicodedata.normalize("NFC", text)):
            if unicodedata.category(char) in _INVISIBLE or _SELECTORS[0] <= char <= _SELECTORS[1]:
                continue
            found = self._fonts.font_of(char) is not None
            self.missing += not found
            kept.append(char if found else STAND_IN)
        return "".join(kept)

    def _lines(self, letters: Sequence[str], room: float) -> Iterator[list[str]]:
        """Wrap at spaces; a word that is longer than a line is cut."""
        line: list[str] = []
        left = room
        for word in _words(letters):
            width = sum(map(self._width_of, word))
            if width > left and line:
                yield _trimmed(line)
                line, left = [], room
            for letter in word:
                wide = self._width_of(letter)
                if wide > left and line:
                    yield line
                    line, left = [], room
                line.append(letter)
                left -= wide
        yield _trimmed(line)

    def _draw(self, letters: Sequence[str], x: float, style: Style) -> None:
        text = self._canvas.beginText(x, self._y)
        text.setFillColor(HexColor(style.colour))
        pairs = [pair for letter in letters for pair in self._set(letter)]
        for font, run in groupby(pairs, key=lambda pair: pair[0]):
            text.setFont(font, style.size)
            text.textOut("".join(char for _, char in run))
        self._canvas.drawText(text)

    def _set(self, letter: str) -> Iterator[tuple[str, str]]:
        """Give each character with its font; a mark keeps to that of its letter if it can."""
        base = self._font(letter[0])
        for char in letter:
            yield (base if self._fonts.has(base, char) else self._font(char)), char

    def _font(self, char: str) -> str:
        return self._fonts.font_of(char) or ""

    def _width_of(self, letter: str) -> float:
        return sum(self._fonts.width(char, font) for font, char in self._set(letter))


def _words(letters: Sequence[str]) -> Iterator[list[str]]:
    """Split into words, each with the space behind it."""
    word: list[str] = []
    for letter in letters:
        word.append(letter)
        if letter == " ":
            yield word
            word = []
    if word:
        yield word


def _parts(line: Sequence[str]) -> list[str]:
    """Draw each part between commas by itself, so that names do not turn a date round."""
    found: list[str] = []
    for is_comma, part in groupby(line, key=lambda letter: letter == ","):
        letters = list(part)
        lead = 0 if is_comma or letters[0] != " " else 1
        inner = letters[lead:]
        found += [*letters[:lead], *drawn(inner, leftwards=runs_left("".join(inner)))]
    return found


def _trimmed(line: list[str]) -> list[str]:
    return line[:-1] if line and line[-1] == " " else line
