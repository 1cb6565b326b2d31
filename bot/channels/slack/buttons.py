"""What can be pressed: its name, its label, and the opaque id that it carries."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.channels.slack.texts import BUTTON, OPTION, Block, plain_text
from bot.domain.reply import Reply, StoryCard
from bot.domain.suggestions import LABELS

# Names of actions. What follows a colon tells several of one kind in a message apart.
READ, NOT_LIKE_US, SUGGEST, MORE = "read", "not_like_us", "suggest", "more"
NOTES, ALONE, FEEDBACK, WHY = "notes", "alone", "feedback", "why"
# Below the line that tells of a canvas.
DELETE_CANVAS = "delete_canvas"
# In the notes' modal.
ENTRY, CONFIRM, FILES = "entry", "confirm", "files"
# Modals that are sent.
CORRECTION, ALONE_SAID, NOTES_VIEW = "correction", "alone_said", "notes_view"
STORY_NOTE, PASS_CHANGED = "story_note", "pass_changed"

SHARED_BUTTONS, PRIVATE_BUTTONS = 3, 4  # of a reply, "more" included
_SHORTEST_TITLE = BUTTON - len("Read ''")


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to press: `value` is an opaque id. With `choices` it opens a list of them."""

    action: str
    value: str
    label: str
    plain: str = ""  # the shorter label that it has in a menu
    choices: "tuple[Choice, ...]" = ()

    def button(self, n: int) -> Block:
        """Give it as a button, or as a list to pick from."""
        if self.choices:
            return {
                "type": "static_select",
                "action_id": f"{self.action}:{n}",
                "placeholder": plain_text(self.label, BUTTON),
                "options": [choice.option() for choice in self.choices],
            }
        return {
            "type": "button",
            "action_id": f"{self.action}:{n}",
            "text": plain_text(self.label, BUTTON),
            "value": self.value,
        }

    def option(self) -> Block:
        """Give it as a line of a menu."""
        return {
            "text": plain_text(self.plain or self.label, OPTION),
            "value": f"{self.action}:{self.value}",
        }


def read_choice(card: StoryCard) -> Choice:
    """Open a story."""
    return Choice(READ, card.ref, f"Read '{_short(card.title)}'")


def waved_away(card: StoryCard) -> Choice:
    """Say that a story is not like them."""
    return Choice(NOT_LIKE_US, card.ref, "Not like us")


def suggested(reply: Reply) -> list[Choice]:
    """Give the answers that were suggested, as things to press."""
    return [
        Choice(
            SUGGEST,
            s.id,
            s.label,
            choices=tuple(Choice(SUGGEST, c.id, c.label) for c in s.choices),
        )
        for s in reply.suggestions
    ]


def menu_of(reply: Reply) -> list[Choice]:
    """Give what stands in the menu beside a story."""
    if not reply.stories:
        return []
    why = Choice(WHY, reply.stories[0].ref, "Why this one")
    if reply.stories[0].badge:  # the rest is for buyers
        return [why]
    return [
        Choice(SUGGEST, "story", "Something closer to us"),
        Choice(SUGGEST, "person", "Talk to a person"),
        Choice(NOTES, "open", "Show my notes"),
        *([Choice(SUGGEST, "skip", LABELS["skip"])] if reply.question else []),
        why,
    ]


def overflow(choices: Sequence[Choice]) -> Block:
    """Give a menu; Slack takes five lines."""
    seen = {c.option()["value"]: c.option() for c in choices}
    return {"type": "overflow", "action_id": MORE, "options": list(seen.values())[:5]}


def _short(title: str) -> str:
    return title if len(title) <= _SHORTEST_TITLE else title[: _SHORTEST_TITLE - 1] + "\u2026"
