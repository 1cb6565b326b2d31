"""What outsiders read in place of names: all the forms in which a name may stand in a story."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from bot.domain.spellings import disguised
from bot.domain.story import Story

_LEGAL_FORM = re.compile(
    r",?\s+(?:inc|incorporated|llc|llp|ltd|limited|plc|corp|corporation|co|company|gmbh|mbh|ag|kg"
    r"|se|sa|sas|sarl|spa|srl|bv|nv|ab|as|oy|aps|pty|kk|holdings?|group)\.?$",
    re.IGNORECASE,
)
_LINKED = re.compile(r"[^\s<>()\"']*[\w-][./@#:][^\s<>()\"']*[\w/]|[#@][\w-]+")
_TOKEN = re.compile(r"[^\s<>()\"']+")
_LONGEST_LINK = 2_000
_SHORTEST_IN_LINK = 4  # letters; "box" is part of too many addresses
_LINK_LEFT_OUT = "(link left out)"
_INITIAL = 2  # characters: a letter and its dot


def stand_ins(story: Story, found: Mapping[str, str]) -> dict[str, str]:
    """Give every form of every name in the story with what outsiders read in its place.

    `found` is the personal data in its text, with stand-ins, beyond what the story declares.
    """
    text = "\n".join((story.title, *story.facets.values()))
    declared = dict(_declared(story, text))
    own = " ".join((story.customer, *story.aliases)).split()
    others = {name: shown for name, shown in found.items() if not set(name.split()) <= set(own)}
    swap = {**others, **declared}
    return {**dict(_with_roles(swap, text)), **swap, **dict(_in_links(story, text))}


def _declared(story: Story, text: str) -> Iterator[tuple[str, str]]:
    names = story.secret_names
    plain = set(re.findall(r"\b[a-z]+\b", text))
    for person in story.people if names else ():
        for part in person.split():
            if len(part) > _INITIAL and part[0].isupper() and part.lower() not in plain:
                yield part, names[person]
    for name, shown in names.items():
        short = _LEGAL_FORM.sub("", name)
        forms = [short, short.upper(), name.upper(), name]
        # one word in small letters may be a plain one: a box is not the customer called Box
        forms += [form.lower() for form in (short, name) if " " in form.strip()]
        yield from ((form, shown) for form in forms)


def _with_roles(swap: Mapping[str, str], text: str) -> Iterator[tuple[str, str]]:
    """A role that stands beside the name already is not said twice."""
    for name, shown in swap.items():
        if not shown.startswith("the "):
            continue
        role, escaped = re.escape(shown.removeprefix("the ")), re.escape(name)
        after = rf"{escaped}(?:,| \(| [-\u2013\u2014])\s*(?:\w+\s)?{role}(?:\)|\b)"
        for match in re.finditer(after, text, re.IGNORECASE):
            yield match.group(), shown
        for match in re.finditer(
            rf"\b({role})(?:,\s+{escaped},|,?\s+{escaped})", text, re.IGNORECASE
        ):
            yield match.group(), match.group(1)


def _in_links(story: Story, text: str) -> Iterator[tuple[str, str]]:
    """Addresses and tags write a name without spaces and in any case."""
    squeezed = {_squeeze(_LEGAL_FORM.sub("", name)) for name in story.secret_names}
    hidden = {name for name in squeezed if len(name) >= _SHORTEST_IN_LINK}
    for token in _TOKEN.findall(text):
        if not any(name in _squeeze(token) for name in hidden):
            continue
        if len(token) > _LONGEST_LINK:  # the pattern's time grows by the square
            yield token, _LINK_LEFT_OUT
            continue
        for link in _LINKED.findall(token):
            if any(name in _squeeze(link) for name in hidden):
                yield link, _LINK_LEFT_OUT


def still_named(names: Iterable[str], fields: Mapping[str, str]) -> list[tuple[str, str]]:
    """Give (field, name) for each name that stands in a field: as a whole word, or disguised."""
    pairs = chain.from_iterable(((field, name) for name in names) for field in fields)
    return [(field, name) for field, name in pairs if _is_in(name, fields[field])]


def _is_in(name: str, text: str) -> bool:
    whole = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", " ".join(text.split()))
    return bool(whole) or disguised(name, text)


def _squeeze(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()
