"""Which words are names: the census lists of the `names` package, and lists of our own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources

import names

_FEWEST_FIRST = 0.004  # per cent of people, below which a first name is too rare to go by
_FEWEST_ALONE = 0.02  # the same, for a first name that stands alone
_FEWEST_LAST = 0.003


@dataclass(frozen=True, slots=True)
class NameLexicon:
    """Words in lower case. `alone` are first names clear enough to stand alone."""

    first: frozenset[str]
    alone: frozenset[str]
    doubtful: frozenset[str]
    last: frozenset[str]
    other: frozenset[str]
    companies: frozenset[str]
    roles: tuple[str, ...]
    said: frozenset[str]
    particles: frozenset[str]
    titles: frozenset[str]


def load_lexicon() -> NameLexicon:
    """Read the lists; takes a few hundredths of a second."""
    own = dict(_sections(_own_lines()))
    doubtful = frozenset(_words(own["doubtful"]))
    elsewhere = frozenset(_words(own["first"]))
    census: dict[str, float] = {}
    for name, share in (*_frequencies("first:female"), *_frequencies("first:male")):
        census[name] = max(share, census.get(name, 0))
    often = {name for name, share in census.items() if share >= _FEWEST_FIRST}
    alone = {name for name, share in census.items() if share >= _FEWEST_ALONE}
    return NameLexicon(
        first=frozenset(often | elsewhere) - doubtful,
        alone=frozenset(alone | elsewhere) - doubtful,
        doubtful=doubtful,
        last=frozenset(name for name, share in _frequencies("last") if share >= _FEWEST_LAST),
        other=frozenset(_words(own["other"])),
        companies=frozenset(own["companies"]),
        roles=tuple(_words(own["roles"])),
        said=frozenset(_words(own["said"])),
        particles=frozenset(_words(own["particles"])),
        titles=frozenset(_words(own["titles"])),
    )


def _own_lines() -> list[str]:
    file = resources.files("bot.adapters.readers") / "name_words.txt"
    return file.read_text(encoding="utf-8").splitlines()


def _sections(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    section, found = "", list[str]()
    for line in lines:
        if line.startswith("["):
            yield section, found
            section, found = line[1 : line.index("]")], []
        elif line and not line.startswith("#"):
            found.append(line)
    yield section, found


def _words(lines: Iterable[str]) -> Iterator[str]:
    return (word for line in lines for word in line.split())


def _frequencies(which: str) -> Iterator[tuple[str, float]]:
    with open(names.FILES[which], encoding="ascii") as listed:  # noqa: PTH123 - a path as text
        for line in listed:
            name, share, *_ = line.split()
            yield name.lower(), float(share)
