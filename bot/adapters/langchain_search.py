"""Our embedder and our search as LangChain knows them."""

from collections.abc import Awaitable, Callable, Sequence

from langchain_core.callbacks import (
    AsyncCallbackManagerForRetrieverRun,
    CallbackManagerForRetrieverRun,
)
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from typing_extensions import override

from bot.domain.moves import Told
from bot.ports.language import Embedder

Finder = Callable[[str], Awaitable[Sequence[Told]]]


class EmbedderEmbeddings(Embeddings):
    """The packaged model of meaning as LangChain `Embeddings`."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    @override
    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Give a unit vector for each text."""
        vectors: list[list[float]] = self._embedder.embed(texts).tolist()
        return vectors

    @override
    def embed_query(self, text: str) -> list[float]:
        """Give the unit vector of a question."""
        return self.embed_documents([text])[0]


class StoryRetriever(BaseRetriever):
    """Stories as LangChain `Document`s.

    `finder` finds for one clearance and gives cleared text alone, so a retriever must not outlive
    the event that the clearance was minted for. It lives in one event loop: use `ainvoke`.
    """

    finder: Finder

    @override
    async def _aget_relevant_documents(
        self, query: str, *, run_manager: AsyncCallbackManagerForRetrieverRun
    ) -> list[Document]:
        return [_document(told) for told in await self.finder(query)]

    @override
    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        raise NotImplementedError("Stories are found in an event loop: use `ainvoke`.")


def _document(told: Told) -> Document:
    rendition = told.rendition
    return Document(
        page_content=rendition.facets[told.facet],
        metadata={
            "id": rendition.ref,  # a story's own id may name its customer
            "title": rendition.title,
            "facet": str(told.facet),
            "score": told.score,
            "why": told.why,
        },
    )
