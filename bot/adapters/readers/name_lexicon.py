"""Which words are names: the census lists of the `names` package, and lists of our own."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

import names

_FEWEST_ALONE = 0.004  # per cent of people, below which a first name cannot stand alone
_FEWEST_SMALL = 0.02  # the same, for one that is written in small letters
_FEWEST_LAST = 0.003
_FEWEST_SURNAME = 0.001
# sections that are taken as they are
_SAME = ("other", "firms", "said", "acts", "trades", "departments", "chat", "particles", "titles")


@dataclass(frozen=True, slots=True)
class NameLexicon:
    """Words in lower case.

    `alone` are first names clear enough to stand alone, `small` those clear enough without a
    capital; `last` are common last names, `surnames` rare ones as well.
    """

    first: frozenset[str]
    alone: frozenset[str]
    small: frozenset[str]
    doubtful: frozenset[str]
    places: frozenset[str]
    last: frozenset[str]
    surnames: frozenset[str]
    other: frozenset[str]
    companies: frozenset[str]
    roles: tuple[str, ...]
    firms: frozenset[str]
    said: frozenset[str]
    acts: frozenset[str]
    trades: frozenset[str]
    departments: frozenset[str]
    chat: frozenset[str]
    particles: frozenset[str]
    titles: frozenset[str]


def load_lexicon() -> NameLexicon:
    """Read the lists; takes a few hundredths of a second."""
    own = {section: frozenset(_words(lines)) for section, lines in _sections(_own_lines())}
    pairs = frozenset(dict(_sections(_own_lines()))["companies"])
    census: dict[str, float] = {}
    for name, share in (*_frequencies("first:female"), *_frequencies("first:male")):
        census[name] = max(share, census.get(name, 0))
    last = dict(_frequencies("last"))
    unsure = own["doubtful"] | own["other"]
    return NameLexicon(
        first=frozenset(census) - unsure | own["first"],
        alone=_above(census, _FEWEST_ALONE) - unsure | own["first"],
        small=(_above(census, _FEWEST_SMALL) - unsure | own["first"]) - own["words"],
        doubtful=own["doubtful"],
        places=own["places"],
        last=_above(last, _FEWEST_LAST),
        surnames=_above(last, _FEWEST_SURNAME),
        companies=pairs,
        roles=tuple(sorted(own["roles"])),
        **{part: own[part] for part in _SAME},
    )


def _above(shares: Mapping[str, float], fewest: float) -> frozenset[str]:
    return frozenset(name for name, share in shares.items() if share >= fewest)


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
