"""The one place that picks adapters and joins the parts."""

from bot.bootstrap.app import App, open_app
from bot.bootstrap.index import BareIndex, open_embedder
from bot.bootstrap.langchain import langchain_embeddings, langchain_retriever
from bot.bootstrap.slack import slack_config

__all__ = [
    "App",
    "BareIndex",
    "langchain_embeddings",
    "langchain_retriever",
    "open_app",
    "open_embedder",
    "slack_config",
]
