"""A name in other spellings: another case, joined or parted, letter by letter, with accents."""

import re
import unicodedata

from bot.domain.plain import HIDDEN

SHORT_NAME = 4  # names with fewer letters count only as they are written


def spelled(text: str) -> str:
    """Write a text without accents, ligatures, wide letters and hidden characters."""
    apart = unicodedata.normalize("NFKD", HIDDEN.sub("", text))
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())


def stands_in(words: str, text: str) -> bool:
    """Say whether words stand in a text, whole."""
    return bool(re.search(rf"(?<![^\W_]){re.escape(words)}(?![^\W_])", text))


def other_spellings(name: str) -> re.Pattern[str]:
    """Find a name in another case, joined or parted otherwise, or letter by letter."""
    letters, parts = re.findall(r"[^\W_]", name), re.findall(r"[^\W_]+", name)
    if len(letters) < SHORT_NAME:
        return re.compile(r"(?!)")
    ways = (r"[\W_]*".join(parts), r"[\W_]+".join(letters))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(ways)})(?![^\W_])", re.IGNORECASE)


def disguised(name: str, text: str) -> bool:
    """Say whether a text has a name so that only a reader would know it again.

    The name in small letters alone is no disguise: it may be an ordinary word.
    """
    plain, raw = spelled(name).casefold(), " ".join(text.split()).casefold()
    forms = (f.group().casefold() for f in other_spellings(spelled(name)).finditer(spelled(text)))
    return any(form != plain or form not in raw for form in forms)
