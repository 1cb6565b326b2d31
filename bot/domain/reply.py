"""What goes out: one channel-neutral reply."""

from dataclasses import dataclass

from bot.domain.audience import Room
from bot.domain.brief import Aspect, Field
from bot.domain.moves import MoveKind


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """The one question of a reply."""

    id: str
    field: Field
    aspect: Aspect | None
    text: str

    @property
    def topic(self) -> tuple[Field, Aspect | None]:
        """What it asks about."""
        return self.field, self.aspect


@dataclass(frozen=True, slots=True)
class StoryCard:
    """A story as a card that opens. Chats and pages show `ref`, never `id`."""

    id: str
    ref: str
    title: str
    visibility: str
    text: str
    outcome: str = ""
    why: str = ""
    badge: str = ""  # for insiders: why outsiders may not read it


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that travels with a reply, with limits of its own."""

    kind: str  # brief | prep | review | gaps | points
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An answer that can be pressed or typed; with `choices`, one of those that it opens."""

    id: str
    label: str
    choices: "tuple[Suggestion, ...]" = ()


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A room of buyers and who wrote there, for the vendor's people to find their way."""

    room: Room
    who: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a person is shown. An empty text with a reaction is an answer too.

    `private` says that it went elsewhere than where it was asked for: to its asker alone.
    """

    text: str
    move: MoveKind
    question: AskedQuestion | None = None
    stories: tuple[StoryCard, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    small_print: str = ""
    reaction: str = ""
    private: bool = False
    begins: bool = False  # answers nothing that was said: it stands by itself, in no thread
    about: Whereabouts | None = None  # for the vendor's people alone
    calls: str = ""  # one of the vendor's people who is to see it, by id; in their own room alone
    replaces: str = ""  # the channel's own id of the reply that it stands in place of
    leaves: bool = False  # and then the bot leaves the room
    worded: bool = False  # by a language model; people are told so where the platform has a mark

    @property
    def silent(self) -> bool:
        """Whether nothing at all is posted."""
        return not (self.text or self.reaction or self.stories or self.attachments)
