"""Our embedder and search as LangChain knows them."""

import numpy as np

from bot.bootstrap import langchain_embeddings, langchain_retriever
from bot.domain.audience import Place, Role, Room, Speaker

QUESTION = "sales inflates the forecast to hold places in the factory"
INTERNAL = "A forecast that served as a queue"
JO = Speaker("jo", "Jo", insider=True, role=Role.REP)


async def test_embeddings_are_those_of_the_search(app):
    embeddings = langchain_embeddings(app)
    vector = embeddings.embed_query(QUESTION)
    assert np.allclose(vector, app.embedder.embed([QUESTION])[0])


async def test_retriever_gives_what_its_room_may_read(app):
    """The same rep finds internal stories alone, and none of them where a customer reads along."""
    alone = langchain_retriever(app, JO, Room("r1", "test", Place.DM))
    shared = langchain_retriever(app, JO, Room("r2", "test", Place.SHARED))
    found = [d.metadata["title"] for d in await alone.ainvoke(QUESTION)]
    seen = [d.metadata["title"] for d in await shared.ainvoke(QUESTION)]
    assert INTERNAL in found
    assert seen
    assert INTERNAL not in seen
