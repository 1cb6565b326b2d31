"""The one place that picks adapters and joins the parts."""

from bot.bootstrap.app import App, open_app
from bot.bootstrap.index import open_embedder, open_index
from bot.bootstrap.langchain import langchain_embeddings, langchain_retriever

__all__ = [
    "App",
    "langchain_embeddings",
    "langchain_retriever",
    "open_app",
    "open_embedder",
    "open_index",
]
