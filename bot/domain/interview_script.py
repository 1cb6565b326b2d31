"""What an interview asks and says. From `prompts/interview/`, never in code."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from string import Template

from bot.domain.errors import ContentError
from bot.domain.story import Facet

# What an interview asks and says by name; a file that lacks one of these cannot be used.
QUESTIONS = 8
FACTS = (
    "title",
    "outcome",
    "customer",
    "shown_as",
    "industry",
    "size",
    "part_kind",
    "consent",
    "consent_from",
)
LINES = frozenset(
    {
        "intro_rep",
        "intro_customer",
        "how",
        "resumed",
        "empty",
        "choose",
        "first_already",
        "so_far",
        "unknown_noted",
        "too_long",
        "too_long_fact",
        "no_consent",
        "summary_intro",
        "summary_ask",
        "confirm_hint",
        "added",
        "not_known",
        "left_out",
        "quit_kept",
        "done_internal",
        "done_consent",
        "done_without_consent",
        "refused",
    }
)
# What is said in a chat alone, or in other words there.
CHAT_LINES = frozenset(
    {
        "how",
        "resumed",
        "summary_intro",
        "summary_ask",
        "quit_kept",
        "done_internal",
        "done_consent",
        "done_without_consent",
        "refused",
        "in_private",
        "kept",
        "kept_what",
        "kept_back",
        "kept_ask",
        "not_begun",
        "withdrawn",
        "taken_back",
        "nothing_to_take",
        "take_back_how",
        "answer_changed",
        "answer_gone",
    }
)


class Teller(StrEnum):
    """Who tells a story."""

    REP = "rep"
    CUSTOMER = "customer"


class Wish(StrEnum):
    """What a person may write in the place of an answer."""

    SKIP = "skip"
    BACK = "back"
    QUIT = "quit"
    UNKNOWN = "unknown"
    NONE = "none"  # our part was none
    YES = "yes"


@dataclass(frozen=True, slots=True)
class Ask:
    """A question. Without `fills` it is a quick fact; `choices` are values with their words."""

    id: str
    label: str
    texts: Mapping[Teller, str]
    fills: Facet | None = None
    again: str = ""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def chosen(self, said: str) -> str | None:
        """Give the value that was chosen, None where it is none of them."""
        spoken = bare(said)
        return next((v for v, words in self.choices.items() if spoken in (v, *words)), None)


@dataclass(frozen=True, slots=True)
class Script:
    """All questions and lines of one version."""

    questions: tuple[Ask, ...]
    facts: tuple[Ask, ...]
    words: Mapping[Wish, tuple[str, ...]]
    lines: Mapping[str, str]
    operator: str
    version: str = ""
    chat: Mapping[str, str] = field(default_factory=dict)

    def for_chat(self) -> "Script":
        """Give the script as it is used in a chat.

        Raises:
            ContentError: this version has no lines for a chat.
        """
        if lacking := CHAT_LINES - self.chat.keys():
            raise ContentError(f"prompts/interview {self.version} lacks {', '.join(lacking)}")
        return replace(self, lines={**self.lines, **self.chat})

    def text(self, ask: Ask, teller: Teller) -> str:
        """Give a question as this teller is asked it."""
        return self.filled(ask.texts[teller])

    def phrase(self, key: str, **values: str) -> str:
        """Give a plain line with its values filled in."""
        return self.filled(self.lines[key], values)

    def wish(self, said: str) -> Wish | None:
        """Give what was wished in the place of an answer, None where it is an answer."""
        spoken = bare(said)
        return next((wish for wish, words in self.words.items() if spoken in words), None)

    def filled(self, text: str, values: Mapping[str, str] | None = None) -> str:
        """Give a text with its values filled in."""
        try:
            return Template(text).substitute({"operator": self.operator, **(values or {})})
        except (KeyError, ValueError) as missing:
            raise ContentError(f"prompts/interview: '{text}' lacks {missing}") from None


def bare(said: str) -> str:
    """Give a short answer without what stands round its words."""
    plain = re.sub(r"[\s.,;:!?/\"]+", " ", said.replace("\u2019", "'")).strip()
    return plain.casefold()
