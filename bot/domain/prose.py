"""A story taken apart into its sentences, and put together again without losing a word."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.story import Facet, Story
from bot.domain.text import sentences

_HEADING_WORDS = 12
_PARAGRAPH = "\n\n"
_SENTENCE_END = re.compile(r"[.!?…;,\"”)]$")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a story, the facet it stands in, and the blanks before it."""

    text: str
    facet: Facet
    gap: str = ""  # empty where the facet begins

    @property
    def opens(self) -> bool:
        """Whether a paragraph begins here."""
        return self.gap in ("", _PARAGRAPH)


@dataclass(frozen=True, slots=True)
class Prose:
    """A story as sentences, in the order of its facets."""

    title: str
    said: tuple[Said, ...]
    names: Mapping[str, str] = field(default_factory=dict)  # with what stands in for them

    @property
    def unsorted(self) -> list[list[int]]:
        """The places of the sentences of each unsorted paragraph; a heading goes with the next."""
        found: list[list[int]] = []
        for n, said in enumerate(self.said):
            if said.facet is not Facet.UNSORTED:
                continue
            if said.opens and not (found and _announces(self.said, found[-1])):
                found.append([])
            found[-1].append(n)
        return found


def prose_of(story: Story) -> Prose:
    """Take a story apart."""
    facets = ((f, text) for f, text in story.facets.items() if f is not Facet.AS_TOLD)
    said = tuple(s for facet, text in facets for s in _said(text, facet))
    return Prose(story.title, said, story.secret_names)


def facets_of(prose: Prose, places: Sequence[Facet]) -> Mapping[Facet, str]:
    """Put the sentences together again, each in its place; what stood together stays together."""
    texts: dict[Facet, str] = {}
    ends: dict[Facet, int] = {}
    for n, (said, place) in enumerate(zip(prose.said, places, strict=True)):
        if place in texts:
            together = ends[place] == n - 1 and said.gap
            texts[place] += (said.gap if together else _PARAGRAPH) + said.text
        else:
            texts[place] = said.text
        ends[place] = n
    return {facet: texts[facet] for facet in Facet if facet in texts}


def as_told(prose: Prose, places: Sequence[Facet]) -> str:
    """Put the sentences together in their own order, without those that talk about a product."""
    kept = [
        said
        for said, place in zip(prose.said, places, strict=True)
        if place is not Facet.PRODUCT_NOTES
    ]
    return "".join((said.gap or _PARAGRAPH) + said.text for said in kept).strip()


def _said(text: str, facet: Facet) -> Iterator[Said]:
    at = 0
    for n, sentence in enumerate(sentences(text)):
        start = text.index(sentence, at)
        yield Said(sentence, facet, _gap(text[at:start]) if n else "")
        at = start + len(sentence)


def _gap(blanks: str) -> str:
    lines = blanks.count("\n")
    return _PARAGRAPH if lines > 1 else "\n" * lines or " "


def _announces(said: Sequence[Said], block: Sequence[int]) -> bool:
    """Whether a paragraph is a heading, or ends with a colon."""
    last = said[block[-1]].text
    short = len(block) == 1 and len(last.split()) <= _HEADING_WORDS
    return last.endswith(":") or (short and not _SENTENCE_END.search(last))
