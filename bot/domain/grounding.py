"""Grounding: which source bears out a sentence that a language model has worded.

A sentence about a customer needs a story. What echoes the buyer needs the buyer's own words. What
leads from one to the other says nothing of anybody, in words that a talk is made of, or it says
what our own lines of this turn say.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.apart import take_apart
from bot.domain.bearing import Alike, is_borne_out, names_in
from bot.domain.draft import Draft, Part, PartKind
from bot.domain.text import statements, words
from bot.domain.word_forms import stem


def unlike(_sentence: str, _others: Sequence[str]) -> float:
    """Find nothing alike: where nobody can tell, nothing is borne out."""
    return 0.0


# Somebody else is told of: such a sentence needs a story, whatever words it is made of.
_OF_ANOTHER = re.compile(
    r"\b(?:customers?|clients?|compan(?:y|ies)|firms?|organi[sz]ations?|manufacturers?|retailers?"
    r"|sellers?|makers?|groups?|banks?|hospitals?|teams? (?:at|in)|others|they|their|them)\b",
    re.IGNORECASE,
)
# What a talk is made of: to note, tell, show, leave open, go on.
_OF_A_TALK = frozenset(
    map(
        stem,
        words(
            """note noted write written word put say tell told hear heard ask answer keep hold
            leave left look see read show mean mind think thought mention describe apply know
            start somebody someone else story example case notes point thing way part bit idea
            question survey close near similar different first next open clear wrong right
            mistaken hurry thank use end pick stand share sense understand happen moment rest fit
            place field sound line page brief"""
        ),
    )
)
# With these even such words would claim something: that it holds for all, is good, or has to be.
_CLAIMS = frozenset(
    words(
        """all always never nobody none nothing every everyone everybody everything most many much
        only other others best better should must shall he she his her him hers"""
    )
)


@dataclass(frozen=True, slots=True)
class Sources:
    """What a worded reply may draw on.

    `stories` maps ids to the text that these readers may read; `supplied` is what the room said;
    `own` are our plain lines of this turn.
    """

    stories: Mapping[str, str]
    supplied: str
    own: str

    def text_of(self, part: Part) -> str:
        """Give the source that a part names."""
        if part.kind is PartKind.STORY:
            return self.stories.get(part.story_id, "")
        return self.supplied if part.kind is PartKind.HEARD else self.own


def ground(text: str, sources: Sources, alike: Alike) -> Draft:
    """Find the source of each sentence. One that has none becomes a claim of no known story."""
    return Draft(tuple(_part(sentence, sources, alike) for sentence in _pieces_of(text)))


def borne_out(part: Part, sources: Sources, alike: Alike) -> bool:
    """Say whether a worded part is borne out by the source that it names."""
    source = sources.text_of(part)
    if _as_it_stands(part.text, source):
        return True
    if part.kind is PartKind.LINE and _claims_nothing(part.text):
        return True
    if part.kind is not PartKind.STORY and _tells_of_another(part.text, source):
        return False
    loosely = part.kind is PartKind.STORY
    return is_borne_out(part.text, source, alike, loosely=loosely)


def _part(sentence: str, sources: Sources, alike: Alike) -> Part:
    candidates = [
        *(Part(PartKind.STORY, sentence, i, worded=True) for i in sources.stories),
        Part(PartKind.HEARD, sentence, worded=True),
        Part(PartKind.LINE, sentence, own=_as_it_stands(sentence, sources.own), worded=True),
    ]
    borne = (part for part in candidates if borne_out(part, sources, alike))
    return next(borne, Part(PartKind.STORY, sentence, worded=True))


def _pieces_of(text: str) -> list[str]:
    """Cut a text into what is said by itself, but not inside a quotation."""
    pieces: list[str] = []
    for sentence in statements(text):
        if pieces and pieces[-1].count('"') % 2:
            pieces[-1] += f" {sentence}"
        else:
            pieces.append(sentence)
    return pieces


def _as_it_stands(sentence: str, source: str) -> bool:
    """Whether a source has a sentence word for word."""
    return sentence in _pieces_of(source)


def _claims_nothing(sentence: str) -> bool:
    """Whether a sentence speaks of the talk alone: of nobody, without a number or a quote."""
    apart = take_apart(sentence)
    if _OF_ANOTHER.search(sentence) or names_in(sentence) or '"' in sentence:
        return False
    if _CLAIMS & set(apart.pieces):
        return False
    return all(w.light or (w.stem in _OF_A_TALK and not w.number) for w in apart.telling)


def _tells_of_another(sentence: str, source: str) -> bool:
    """Whether a sentence tells of somebody whom its source does not mention."""
    mentioned = {found.group().lower() for found in _OF_ANOTHER.finditer(source)}
    return any(found.group().lower() not in mentioned for found in _OF_ANOTHER.finditer(sentence))
