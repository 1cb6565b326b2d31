"""A worded reply, part by part with the source of each, before the guard has seen it."""

import re
from dataclasses import dataclass
from enum import StrEnum


class PartKind(StrEnum):
    """Where the words of a part come from."""

    LINE = "line"  # a plain line of ours
    HEARD = "heard"  # the buyer's own words
    STORY = "story"  # a story's own sentence
    FACT = "fact"  # the owner's plain answer, word for word
    VIEW = "view"  # the owner's point of view
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a draft with its source.

    `story_id` is set for a story's sentence. `own` says that every word is from our own files,
    none from a person or a story; `worded` that a language model put it in its words.
    """

    kind: PartKind
    text: str
    story_id: str = ""
    own: bool = False
    worded: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A worded reply before the guard has seen it."""

    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The parts as one text."""
        joined = " ".join(p.text for p in self.parts if p.text.strip())
        return re.sub(r" *\n *", "\n", joined).strip()
