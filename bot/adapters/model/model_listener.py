"""Hearing a message with a language model."""

from dataclasses import replace
from functools import partial

from typing_extensions import override

from bot.adapters.model.calls import Call, ModelCalls
from bot.adapters.model.chat import Chat, Shape, read_shape
from bot.adapters.model.spans import exact_span
from bot.domain.brief import Aspect, Certainty, Field
from bot.domain.conversation import Conversation
from bot.domain.events import Message
from bot.domain.heard import Assent, Cue, Heard, HeardEntry, Intent
from bot.ports.model import ModelListener, Prompt, Purpose, Reading

MOST_CHARACTERS = 6_000  # of a message that the model reads; what is behind is heard without it
_EARLIER = 2  # replies of ours that go along
# Signs that leave no doubt: what they mean stands, whatever the model hears.
_STANDING = frozenset({Cue.ANOTHER_EXAMPLE, Cue.IMPATIENT, Cue.NOTHING})


class HeardEntryShape(Shape):
    """A piece of the message that belongs in the notes."""

    field: Field
    span: str
    sure: Certainty = Certainty.ESTIMATE
    aspect: Aspect | None = None


class HeardShape(Shape):
    """What a message says."""

    intents: list[Intent]
    entries: list[HeardEntryShape]
    assent: Assent = Assent.NONE


class LangchainListener(ModelListener):
    """Asks for the shape above, and keeps what stands in the message."""

    def __init__(self, chat: Chat, calls: ModelCalls, prompt: Prompt) -> None:
        self._chat = chat
        self._calls = calls
        self._prompt = prompt

    @override
    async def listen(
        self, message: Message, conversation: Conversation, heard: Heard, reading: Reading
    ) -> Heard:
        """Give what was heard; the signs that were found without a model stay."""
        if len(message.text) > MOST_CHARACTERS:
            return heard
        data = _data(message, conversation)
        attempt = partial(self._chat.shaped, self._prompt.text, data, HeardShape)
        call = Call(Purpose.LISTEN, self._prompt.version_name, reading)
        found = await self._calls.make(call, attempt, partial(read_shape, shape=HeardShape))
        return _heard(found, message.text, heard)


def _data(message: Message, conversation: Conversation) -> dict[str, object]:
    """Give the message with what it answers; earlier talk comes as the notes that it left."""
    asked = conversation.pending
    return {
        "message": message.text,
        "asked": asked.text or str(asked.field) if asked else None,
        "asked_field": str(asked.field) if asked else None,
        "awaits_yes_or_no": bool(conversation.awaits),
        "earlier_replies": [turn.text for turn in conversation.turns[-_EARLIER:]],
        "notes": noted(conversation),
    }


def noted(conversation: Conversation) -> dict[str, list[str]]:
    """Give what stands in the notes: the conversation's summary, in the buyers' words."""
    fields = conversation.brief.by_field()
    return {str(field): [entry.span for entry in entries] for field, entries in fields}


def _heard(found: HeardShape, text: str, before: Heard) -> Heard:
    entries: dict[tuple[Field, str], HeardEntry] = {}
    for claimed in found.entries:
        span = exact_span(claimed.span, text)
        if span is not None:
            entry = HeardEntry(claimed.field, span, claimed.sure, claimed.aspect)
            entries.setdefault((claimed.field, span), entry)
    intents = frozenset(found.intents) | ({Intent.DESCRIBE} if entries else set())
    if before.has(*_STANDING):
        intents |= before.intents
    return replace(
        before,
        intents=intents or before.intents,
        entries=tuple(entries.values()),
        assent=before.assent if before.assent is not Assent.NONE else found.assent,
    )
