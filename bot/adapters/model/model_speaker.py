"""Wording a move with a language model, from what the move holds and nothing else."""

from functools import partial

from typing_extensions import override

from bot.adapters.model.calls import Call, ModelCalls
from bot.adapters.model.chat import Chat, read_text
from bot.adapters.model.model_listener import noted
from bot.domain.draft import Draft, PartKind
from bot.domain.moves import Told
from bot.domain.story import Facet
from bot.domain.text import clip
from bot.ports.model import ModelSpeaker, Prompt, Purpose, Reading, Wanted

STORY_CHARACTERS = 1_500  # of a story that the model may draw on
_EARLIER = 2
# What a reader is told of a story while the gate is closed; the rest of it stays out.
_TOLD_FROM = (
    Facet.IN_SHORT,
    Facet.SITUATION,
    Facet.PROBLEM,
    Facet.ATTEMPTS,
    Facet.FOUND_OUT,
    Facet.TURNING_POINT,
    Facet.OUTCOME,
    Facet.LESSONS,
    Facet.NOT_FOR,
)


class LangchainSpeaker(ModelSpeaker):
    """Has the plain reply worded anew. The text comes as a stream and is given when complete."""

    def __init__(self, chat: Chat, calls: ModelCalls, prompt: Prompt) -> None:
        self._chat = chat
        self._calls = calls
        self._prompt = prompt

    @override
    async def word(self, wanted: Wanted, reading: Reading) -> str:
        """Give the whole text, complete; nothing of it is checked yet."""
        attempt = partial(self._chat.streamed, self._prompt.text, _data(wanted))
        call = Call(Purpose.SPEAK, self._prompt.version_name, reading)
        return await self._calls.make(call, attempt, read_text)


def _data(wanted: Wanted) -> dict[str, object]:
    conversation = wanted.conversation
    question = [p.text for p in wanted.plain.parts if p.kind is PartKind.QUESTION]
    rest = Draft(tuple(p for p in wanted.plain.parts if p.kind is not PartKind.QUESTION))
    return {
        "move": str(wanted.move.kind),
        "plain_reply": rest.text,
        "question_that_follows": " ".join(question).strip() or None,
        "most_characters": wanted.limit,
        "message": clip(wanted.said, STORY_CHARACTERS),
        "notes": noted(conversation),
        "earlier_replies": [turn.text for turn in conversation.turns[-_EARLIER:]],
        "stories": [_story(told) for told in wanted.move.told],
        "amiss": list(wanted.amiss),
    }


def _story(told: Told) -> dict[str, str]:
    """Give of a story what its readers may be told: the rendition that is cleared for them."""
    facets = told.rendition.facets
    text = " ".join(facets[facet] for facet in _TOLD_FROM if facets.get(facet))
    return {"who": told.rendition.who, "text": clip(text, STORY_CHARACTERS)}
