"""What a person takes back in a chat, and how far that goes in what is kept of the room."""

from dataclasses import dataclass

from bot.domain.conversation import Conversation
from bot.domain.events import Action, InboundEvent, Message, Press
from bot.domain.heard import Cue, Heard
from bot.domain.remember import means_everything


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What one person takes back in one room.

    Of `messages`, by key, nothing stays that they wrote; of the rest, `words` go. `everything`
    stands for all that they wrote there. `key` is the event that says so: what an edit says stays.
    """

    who: str
    key: str
    messages: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    everything: bool = False

    def takes(self, key: str) -> bool:
        """Whether nothing stays of a message: it, or an edit of it, or all of them."""
        if key == self.key:
            return False
        return self.everything or any(key == m or key.startswith(f"{m}:") for m in self.messages)


def unsaid(
    event: InboundEvent, heard: Heard, before: Conversation, after: Conversation
) -> Unsaid | None:
    """Say what an event takes back; None where it takes nothing back."""
    standing = {e.id for e in after.brief.entries if not e.withdrawn}
    gone = [e for e in before.brief.entries if not e.withdrawn and e.id not in standing]
    words = tuple(dict.fromkeys(e.span for e in gone if e.span))
    taken = Unsaid(event.speaker.id, event.key, words=words)
    match event:
        case Action(press=Press.UNSAID):
            return Unsaid(taken.who, taken.key, frozenset({event.target}), words)
        case Message(revises=first) if first:
            return Unsaid(taken.who, taken.key, frozenset({first}), words)
    if not heard.has(Cue.FORGET):
        return taken if words else None
    if means_everything(heard.forget_span):
        return Unsaid(taken.who, taken.key, words=words, everything=True)
    if heard.forget_span:
        named = tuple(dict.fromkeys([*words, heard.forget_span]))
        return Unsaid(taken.who, taken.key, words=named)
    messages = frozenset(e.message for e in gone)
    return Unsaid(taken.who, taken.key, messages, words) if gone else None
