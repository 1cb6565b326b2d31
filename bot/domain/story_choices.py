"""What an owner can decide below a review: as things to press, and as words to type."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.audience import Visibility
from bot.domain.reply import Suggestion
from bot.domain.story import Status, StoredStory


class Choice(StrEnum):
    """What is decided."""

    APPROVE = "approve"
    NEEDS_WORK = "needs_work"
    READERS = "readers"  # who may see it


READERS_LABELS = {
    Visibility.INTERNAL: "Internal: our own people",
    Visibility.PROSPECTS: "Prospects: buyers, without the name",
    Visibility.PUBLIC: "Public: everyone, with the name",
}
_LABELS = {
    Choice.APPROVE: "Approve",
    Choice.NEEDS_WORK: "Needs work",
    Choice.READERS: "Who may see it",
}
_TARGET = re.compile(r"(approve|needs_work|readers)/([0-9a-f]+)/(\d{1,9})(?:/(\w+))?")
_NOTE = re.compile(r"^needs work\b[\s:.,-]*(.*)$", re.IGNORECASE | re.DOTALL)
_SHOW = re.compile(
    r"^(?:show (?:it |this )?to |make (?:it |this )?|visibility )?"
    r"(internal|prospects|buyers|public|everyone)$"
)
_WORDS = {
    "buyers": Visibility.PROSPECTS,
    "everyone": Visibility.PUBLIC,
    **{str(v): v for v in Visibility},
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice on one version of a story; `ref` is the story's opaque id."""

    choice: Choice
    ref: str = ""
    version: int = 0
    readers: Visibility | None = None
    note: str = ""

    @property
    def target(self) -> str:
        """What a button carries: ids, no content."""
        shown = f"/{self.readers}" if self.readers else ""
        return f"{self.choice}/{self.ref}/{self.version}{shown}"


def pressed_choice(target: str) -> Chosen | None:
    """Read what a button carried; None where it is none of these."""
    found = _TARGET.fullmatch(target)
    if found is None or (found[4] and found[4] not in set(Visibility)):
        return None
    readers = Visibility(found[4]) if found[4] else None
    return Chosen(Choice(found[1]), found[2], int(found[3]), readers)


def typed_choice(text: str) -> Chosen | None:
    """Hear a choice in words, on the story that was shown last; None where it is none."""
    said = " ".join(text.split()).rstrip(".!")
    if found := _NOTE.match(text.strip()):
        return Chosen(Choice.NEEDS_WORK, note=found[1].strip())
    plain = said.casefold().rstrip("?")
    if plain in ("approve", "approve it", "approve this"):
        return Chosen(Choice.APPROVE)
    if plain == "who may see it":
        return Chosen(Choice.READERS)
    if shown := _SHOW.match(plain):
        return Chosen(Choice.READERS, readers=_WORDS[shown[1]])
    return None


def choices_on(stored: StoredStory) -> tuple[Suggestion, ...]:
    """Give what can be decided on a story as it is now; of one that was taken out nothing."""
    status = stored.story.status
    if status is Status.RETIRED:
        return ()
    drafts = (Choice.APPROVE, Choice.NEEDS_WORK) if status is Status.DRAFT else ()
    return (*(_suggested(stored, choice) for choice in drafts), _readers(stored))


def readers_on(stored: StoredStory) -> tuple[Suggestion, ...]:
    """Give who may see a story, each to pick."""
    return tuple(
        Suggestion(Chosen(Choice.READERS, stored.ref, stored.version, v).target, label)
        for v, label in READERS_LABELS.items()
    )


def _readers(stored: StoredStory) -> Suggestion:
    plain = _suggested(stored, Choice.READERS)
    return Suggestion(plain.id, plain.label, readers_on(stored))


def _suggested(stored: StoredStory, choice: Choice) -> Suggestion:
    return Suggestion(Chosen(choice, stored.ref, stored.version).target, _LABELS[choice])
