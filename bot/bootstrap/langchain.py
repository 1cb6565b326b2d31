"""The model of meaning and the story search, for programs built on LangChain."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.bootstrap.app import App
from bot.domain.audience import Room, Speaker, audience_of, clearance_for
from bot.domain.moves import Told
from bot.use_cases.find_stories import Ask

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from langchain_core.retrievers import BaseRetriever


def langchain_embeddings(app: App) -> "Embeddings":
    """Give the packaged model of meaning as LangChain `Embeddings`."""
    from bot.adapters.langchain_search import EmbedderEmbeddings  # noqa: PLC0415 - a second

    return EmbedderEmbeddings(app.embedder)


def langchain_retriever(app: App, speaker: Speaker, room: Room, k: int = 5) -> "BaseRetriever":
    """Give the story search as a LangChain retriever for one person in one room.

    What it may find is worked out afresh at each call, from who asks and who reads there.
    """
    from bot.adapters.langchain_search import StoryRetriever  # noqa: PLC0415 - a second

    async def finder(text: str) -> Sequence[Told]:
        clearance = clearance_for(audience_of(speaker, room))
        return (await app.find(Ask(text, k), clearance)).told

    return StoryRetriever(finder=finder)
