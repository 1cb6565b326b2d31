"""Fonts that come along: for each character one that can print it."""

import re
import unicodedata
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.cidfonts import UnicodeCIDFont

_PACKAGE, _FIRST = "manimgx_fonts", "NotoSans[wght]"
_MATHS = "Vera"  # comes with ReportLab
_TICKS = "ZapfDingbats"  # every reader of PDF has it
# Chinese, Japanese and Korean are not embedded: every reader of PDF has, or finds, these.
_CHINESE, _KOREAN = "STSong-Light", "HYGothic-Medium"
_HANGUL = (("\uac00", "\ud7a3"),)
_HAN_AND_KANA = (("\u3000", "\u30ff"), ("\u4e00", "\u9fff"), ("\uff01", "\uff5e"))
STAND_IN = "\ufffd"


class NotoFonts:
    """Noto Sans, and below it Noto for other scripts, for symbols and for emoji."""

    def __init__(self) -> None:
        self._fonts = _embedded()
        self._fonts[_TICKS] = _ticks()
        for name in (_CHINESE, _KOREAN):
            pdfmetrics.registerFont(UnicodeCIDFont(name))
        self._found: dict[str, str | None] = {}
        self._widths: dict[str, float] = {}

    def font_of(self, char: str) -> str | None:
        """Name the font that prints a character; None where there is none."""
        if char not in self._found:
            self._found[char] = self._find(char)
        return self._found[char]

    def has(self, font: str, char: str) -> bool:
        """Say whether a font can print a character."""
        return ord(char) in self._fonts.get(font, frozenset())

    def width(self, char: str, font: str) -> float:
        """Give how wide a character is at a size of one point; marks above others take no room."""
        if char not in self._widths:
            mark = unicodedata.category(char) in ("Mn", "Me")
            self._widths[char] = 0.0 if mark else pdfmetrics.stringWidth(char, font, 1)
        return self._widths[char]

    def _find(self, char: str) -> str | None:
        for font, characters in self._fonts.items():
            if ord(char) in characters:
                return font
        return _east_asian(char)


def _east_asian(char: str) -> str | None:
    if _within(char, _HANGUL):
        return _KOREAN
    return _CHINESE if _within(char, _HAN_AND_KANA) else None


def _within(char: str, ranges: tuple[tuple[str, str], ...]) -> bool:
    return any(low <= char <= high for low, high in ranges)


@cache
def _embedded() -> dict[str, frozenset[int]]:
    """Register every font of the package once; give the characters of each, Noto Sans first."""
    with as_file(files(_PACKAGE)) as folder:
        found = sorted(Path(folder).glob("*.ttf"), key=lambda p: (p.stem != _FIRST, p.stem))
        upright = [path for path in found if "Italic" not in path.stem]
        fonts = {path.stem: _register(path.stem, path) for path in upright}
    return {**fonts, _MATHS: _register(_MATHS, f"{_MATHS}.ttf")}


def _register(name: str, file: Path | str) -> frozenset[int]:
    font = ttfonts.TTFont(name, file)
    pdfmetrics.registerFont(font)
    return frozenset(font.face.charToGlyph)


def _ticks() -> frozenset[int]:
    return frozenset(code for code in range(0x2500, 0x2800) if _is_tick(chr(code)))


def _is_tick(char: str) -> bool:
    try:
        char.encode("ZapfDingbatsEncoding")
    except UnicodeEncodeError:
        return False
    return True


def _read_as(code: re.Match[str]) -> str:
    """Say what a glyph is copied and searched as: a joined letter as the letter that it is."""
    char = chr(int(code[1], 16))
    plain = unicodedata.normalize("NFKC", char) if "\ufb50" <= char <= "\ufefc" else char
    return f" <{plain.encode('utf-16-be', 'surrogatepass').hex().upper()}>"


def _to_unicode(font: str, subset: list[int]) -> str:
    return re.sub(r" <([0-9A-F]{4,6})>(?=\n)", _read_as, _as_it_comes(font, subset))


# ReportLab writes characters beyond 0xFFFF, which emoji are, in a way that no reader understands.
_as_it_comes = ttfonts.makeToUnicodeCMap
ttfonts.makeToUnicodeCMap = _to_unicode
