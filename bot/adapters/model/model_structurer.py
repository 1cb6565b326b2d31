"""Sorting the prose of stories with a language model, and without where it fails."""

import asyncio
import logging
import time
from collections.abc import Sequence
from functools import partial

from typing_extensions import override

from bot.adapters.model.calls import Call, ModelCalls
from bot.adapters.model.chat import Chat, Shape, read_shape
from bot.domain.errors import ModelUnavailableError
from bot.domain.prose import Prose
from bot.domain.rendition import replace_names
from bot.domain.story import Facet, Outcome
from bot.domain.structuring import Guess, Structure
from bot.ports.language import Structurer
from bot.ports.model import Prompt, Purpose, Reading

logger = logging.getLogger(__name__)

MOST = 150  # sentences that are sent; those behind are sorted without the model
SURE, SURE_OF_OUTCOME = 0.7, 0.85  # how sure its guesses count as; they are marked as inferred
FACETS = tuple(f for f in Facet if f not in (Facet.AS_TOLD, Facet.IN_SHORT, Facet.UNSORTED))


class SortedShape(Shape):
    """The facet of one sentence, by its number."""

    n: int
    facet: Facet


class StructureShape(Shape):
    """The facets of the numbered sentences, and how the story ended."""

    sentences: list[SortedShape]
    outcome: Outcome | None = None


class LangchainStructurer(Structurer):
    """Asks for a facet by number, so that not a word of a story can change."""

    def __init__(
        self,
        chat: Chat,
        calls: ModelCalls,
        prompt: Prompt,
        plain: Structurer,
        seconds: float,
    ) -> None:
        self._chat = chat
        self._calls = calls
        self._prompt = prompt
        self._plain = plain
        self._seconds = seconds
        self._loop = asyncio.get_running_loop()

    @override
    def structure(self, proses: Sequence[Prose]) -> Sequence[Structure]:
        """Give a guess and a product score for each sentence. Called from a thread of its own."""
        plain = self._plain.structure(proses)
        return [self._better(*pair) for pair in zip(proses, plain, strict=True)]

    def _better(self, prose: Prose, plain: Structure) -> Structure:
        if not prose.unsorted:
            return plain
        asked = asyncio.run_coroutine_threadsafe(self._ask(prose), self._loop)
        try:
            return merged(prose, plain, asked.result())
        except ModelUnavailableError as error:
            logger.warning("a story was sorted without the model: %s", error.reason)
            return plain

    async def _ask(self, prose: Prose) -> StructureShape:
        hidden = partial(replace_names, names=prose.names)  # sorting needs none
        sentences = {str(n): hidden(said.text) for n, said in enumerate(prose.said[:MOST])}
        data: dict[str, object] = {"title": hidden(prose.title), "sentences": sentences}
        attempt = partial(self._chat.shaped, self._prompt.text, data, StructureShape)
        reading = Reading(account="", key="stories", by=time.monotonic() + self._seconds)
        call = Call(Purpose.STRUCTURE, self._prompt.version_name, reading)
        return await self._calls.make(call, attempt, partial(read_shape, shape=StructureShape))


def merged(prose: Prose, plain: Structure, found: StructureShape) -> Structure:
    """Take over what the model says of unsorted sentences.

    What is product talk stays as the detectors have it, or is more: a model that overlooks a
    pitch opens no door.
    """
    guesses, product = list(plain.guesses), list(plain.product)
    known = frozenset(FACETS)
    for one in found.sentences:
        at_hand = 0 <= one.n < min(len(prose.said), MOST)
        if not at_hand or prose.said[one.n].facet is not Facet.UNSORTED or one.facet not in known:
            continue
        guesses[one.n] = Guess(one.facet, SURE)
        if one.facet is Facet.PRODUCT_NOTES:
            product[one.n] = max(product[one.n], SURE)
    outcome, sure = plain.outcome, plain.outcome_sure
    if found.outcome is not None:
        outcome, sure = found.outcome, SURE_OF_OUTCOME
    return Structure(tuple(guesses), tuple(product), outcome, sure)
