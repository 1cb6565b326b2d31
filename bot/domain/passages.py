"""The pieces of a story that search looks at: one facet, or a part of a long one."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.domain.audience import Visibility
from bot.domain.rendition import render_for_insiders
from bot.domain.story import Facet, Rendition, Status, StoredStory
from bot.domain.text import sentences

PASSAGE_WORDS = 120
_ENOUGH_WORDS = 60
_PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the text that this story's readers may read. `visibility` says who they are."""

    story_id: str
    version: int
    n: int
    facet: Facet
    visibility: Visibility
    text: str
    title: str = ""  # of the story, as its readers read it

    @property
    def id(self) -> str:
        """The same for the same version of the same story, for ever."""
        return f"{self.story_id}@{self.version}#{self.n}"

    @property
    def is_product(self) -> bool:
        """Whether it belongs behind the gate."""
        return self.facet is Facet.PRODUCT_NOTES


def indexed_rendition(stored: StoredStory) -> Rendition:
    """Give the rendition that search looks at: the outsiders' one where they may read it."""
    if stored.outsiders is not None and _readers(stored) is not Visibility.INTERNAL:
        return stored.outsiders
    return render_for_insiders(stored.story, stored.ref)


def passages_of(stored: StoredStory) -> list[Passage]:
    """Cut the rendition that search looks at into passages."""
    rendition = indexed_rendition(stored)
    pieces = list(_faceted_pieces(rendition.facets))
    return [
        Passage(
            story_id=stored.story.id,
            version=stored.version,
            n=n,
            facet=facet,
            visibility=_readers(stored),
            text=piece,
            title=rendition.title,
        )
        for n, (facet, piece) in enumerate(pieces)
    ]


def holds_passage(rendition: Rendition, facet: Facet, passage: str) -> bool:
    """Say whether a passage stands in a facet of a rendition, however it is broken into lines."""
    places = (facet,) if facet is Facet.PRODUCT_NOTES else (facet, Facet.AS_TOLD)
    wanted = " ".join(passage.split())
    texts = [rendition.facets.get(place, "") for place in places]
    if not wanted or any(passage in text for text in texts):
        return bool(wanted)
    return any(wanted in " ".join(text.split()) for text in texts)


def _faceted_pieces(facets: Mapping[Facet, str]) -> Iterator[tuple[Facet, str]]:
    """Cut a story in its own order where that is known, else facet by facet."""
    if Facet.AS_TOLD not in facets:
        named = {f: text for f, text in facets.items() if f is not Facet.IN_SHORT} or facets
        yield from ((f, piece) for f, text in named.items() for piece in _pieces(text))
        return
    for piece in _pieces(facets[Facet.AS_TOLD]):
        yield _facet_of(piece, facets), piece
    for piece in _pieces(facets.get(Facet.PRODUCT_NOTES, "")):
        yield Facet.PRODUCT_NOTES, piece


def _facet_of(piece: str, facets: Mapping[Facet, str]) -> Facet:
    """Give the facet in which most of a piece's words stand."""
    size: Counter[Facet] = Counter()
    for sentence in sentences(piece):
        for facet, text in facets.items():
            if facet not in _WHOLE and sentence in text:
                size[facet] += len(sentence.split())
                break
    return size.most_common(1)[0][0] if size else Facet.AS_TOLD


_WHOLE = (Facet.IN_SHORT, Facet.AS_TOLD, Facet.PRODUCT_NOTES)


def _readers(stored: StoredStory) -> Visibility:
    """Drafts are for insiders, whatever they will be later."""
    approved = stored.story.status is Status.APPROVED
    return stored.story.effective_visibility if approved else Visibility.INTERNAL


def _pieces(text: str) -> Iterator[str]:
    """Cut at sentence ends into pieces of at most about PASSAGE_WORDS words.

    A paragraph begins a piece where the one before is long enough to stand alone: what is sorted
    from several places of a story stands in paragraphs, and they need not belong together.
    """
    piece: list[str] = []
    length = 0
    for opens, sentence in _with_openings(text):
        size = len(sentence.split())
        full = length + size > PASSAGE_WORDS or (opens and length >= _ENOUGH_WORDS)
        if piece and full:
            yield " ".join(piece)
            piece, length = [], 0
        piece.append(sentence)
        length += size
    if piece:
        yield " ".join(piece)


def _with_openings(text: str) -> Iterator[tuple[bool, str]]:
    """Give each sentence with whether it opens a paragraph."""
    for paragraph in _PARAGRAPH.split(text):
        for n, sentence in enumerate(sentences(paragraph)):
            yield n == 0, sentence
