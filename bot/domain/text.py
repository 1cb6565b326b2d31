"""Cutting text: sentences, clips at a sentence or word, plain words."""

import re

_CLOSERS = "\"')]\u201d\u2019"
_END = re.compile(rf"(?<=[.!?…。؟])[{re.escape(_CLOSERS)}]*\s+(?=[^\s.!?…,;:)\]])|\n+")
_NUMBER = re.compile(r"\W{0,3}\d{1,3}\.")  # of an item in a list
_ALWAYS_SHORT = re.compile(r"\b(?:e\.g|i\.e|approx|vs|dr|mr|mrs|ms|prof|fig)\.$", re.IGNORECASE)
_OFTEN_SHORT = re.compile(
    r"(?:\b(?i:etc|st|inc|ltd|co|dept|[ap]\.m|u\.[sk]|e\.u)|(?<!\w)[A-Z])\.$"
)
_NUMERO = re.compile(r"\bno\.$", re.IGNORECASE)
# What a sentence opens with, after something that may have been an abbreviation.
_STARTS = re.compile(
    r"(?:The|This|That|These|Those|There|Then|They|He|She|It|We|You|I|A|An|And|But|So|If|When|As"
    r"|In|On|At|For|From|After|Before|Now|Our|My|Their|His|Her|Its|No|Nobody|Each|Some|All|Most)\b"
)
_LED_IN = re.compile(r"(?<=:)\s+(?=[A-Z])")
_LONGEST_SHORT = 12  # characters of a piece that are looked at for an abbreviation


def sentences(text: str) -> list[str]:
    """Split text into sentences, exact substrings of it, without the blanks between."""
    found: list[str] = []
    start = 0
    for gap in _END.finditer(text):
        if "\n" not in gap.group() and _runs_on(text, start, gap):
            continue
        end = gap.start() + len(gap.group()) - len(gap.group().lstrip(_CLOSERS))
        found.append(text[start:end])
        start = gap.end()
    found.append(text[start:])
    return [piece.strip() for piece in found if piece.strip()]


def statements(text: str) -> list[str]:
    """Split text into what is said by itself: sentences, and what a colon leads in."""
    return [piece for sentence in sentences(text) for piece in _LED_IN.split(sentence)]


def _runs_on(text: str, start: int, gap: re.Match[str]) -> bool:
    """Whether a sentence goes on behind a full stop or a closing quote."""
    goes_on_small = text[gap.end()].islower()
    closed = gap.group()[0] in _CLOSERS
    if goes_on_small and (closed or text.endswith(("...", "…"), start, gap.start())):
        return True
    if _NUMBER.fullmatch(text, start, gap.start()):
        return True
    tail = text[max(start, gap.start() - _LONGEST_SHORT) : gap.start()]
    if _NUMERO.search(tail):
        return text[gap.end()].isdigit()
    if _ALWAYS_SHORT.search(tail):
        return True
    return bool(_OFTEN_SHORT.search(tail)) and not _STARTS.match(text, gap.end())


def clip(text: str, limit: int) -> str:
    """Shorten text to `limit` characters, at a sentence if one fits, else at a word."""
    if len(text) <= limit:
        return text
    if limit <= 0:
        return ""
    kept = ""
    for sentence in sentences(text):
        longer = f"{kept} {sentence}".strip()
        if len(longer) > limit:
            break
        kept = longer
    cut = text[:limit].rpartition(" ")[0] or text[: limit - 1]
    return kept or cut.rstrip(" ,;:") + "…"


def words(text: str) -> list[str]:
    """Give the words of a text in lower case."""
    return re.findall(r"[^\W_]+(?:['\u2019][^\W_]+)?", text.lower())


def has_number(text: str) -> bool:
    """Say whether a digit stands in a text."""
    return any(c.isdigit() for c in text)


_LEAD_IN = re.compile(
    r"(?:(?:ok(?:ay)?|well|so|right|yes|yeah|ah|oh|hmm+|sorry|apologies|my mistake|correction"
    r"|actually|anyway|thanks?(?: you)?(?: (?:so|very) much| a lot| all)?|thx|cheers|great|good"
    r"|hi|hello|hey|fine)(?: again)?(?:[,.:;\u2013]\s*| *- )"
    r"|(?:sorry|thanks?(?: you)?) (?=i\b|we\b)"
    r"|(?:what )?(?:i|we) (?:meant|mean)(?: to (?:say|write)| (?:was|is))?\b[,:]?\s+(?:that\s+)?"
    r"(?=\S+\s+\S))+",
    re.IGNORECASE,
)
_SUPPOSING = re.compile(
    r"(?:i|we) (?:think|guess|suppose|would say|'d say)(?: that)?,?\s+(?=(?:we|i)\b)",
    re.IGNORECASE,
)


def without_lead_in(span: str, *, chosen: bool = False) -> str:
    """Leave out the courtesy and the run-up before what is said; the rest stays word for word.

    "I think" tells how sure it is, and stays, but before what was `chosen`.
    """
    for run_up in (_LEAD_IN, _SUPPOSING) if chosen else (_LEAD_IN,):
        found = run_up.match(span)
        rest = span[found.end() :].lstrip() if found else span
        span = rest if len(rest.split()) > 1 else span
    return span
