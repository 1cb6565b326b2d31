"""Opening a language model of any provider through LangChain, by settings alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.domain.errors import SetupError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

COMPANIES = {  # who runs a provider's models, as buyers know them
    "openai": "OpenAI",
    "anthropic": "Anthropic",
    "azure_openai": "Microsoft",
    "bedrock_converse": "Amazon",
    "google_genai": "Google",
}
_ONES_OWN = frozenset({"openai", "ollama"})  # protocols that servers of one's own speak
_ADDRESS = {"azure_openai": "azure_endpoint", "bedrock_converse": "endpoint_url"}
_STREAMS_USAGE = frozenset({"openai", "azure_openai"})  # off by itself at another address


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """Which model, where it is, and how its client is set."""

    name: str  # provider:name
    url: str = ""
    key: str = field(default="", repr=False)
    options: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 8

    @property
    def provider(self) -> str:
        """The provider, as LangChain names it."""
        return self.name.partition(":")[0]


def open_model(choice: ModelChoice) -> "BaseChatModel":
    """Open a model. Nothing is sent yet.

    Raises:
        SetupError: says what to install or to set.
    """
    # A second to import, and only wanted where a model is set.
    from langchain.chat_models import init_chat_model  # noqa: PLC0415

    provider, _, name = choice.name.partition(":")
    if not name:
        raise SetupError(
            f"GROUNDWORK_MODEL is '{choice.name}'. Write provider:name, as openai:gpt-5-mini."
        )
    # Retries are ours: they keep to the time that a turn has.
    given: dict[str, Any] = {"max_retries": 0, "timeout": choice.seconds}
    if choice.url:
        given[_ADDRESS.get(provider, "base_url")] = choice.url
    if choice.key:
        given["api_key"] = choice.key
    if provider in _STREAMS_USAGE:
        given["stream_usage"] = True
    try:
        model: BaseChatModel = init_chat_model(
            name, model_provider=provider, **given | dict(choice.options)
        )
    except ImportError:
        raise SetupError(
            f"The client of {provider} is not installed. Run 'make providers', or install it."
        ) from None
    except ValueError as error:  # of LangChain or the client: a missing key, an unknown provider
        first = str(error).strip().splitlines()[0][:200]
        raise SetupError(f"GROUNDWORK_MODEL={choice.name} cannot be used: {first}") from None
    return model


def told_as(name: str, url: str, operator: str) -> str:
    """Say who runs a model, as buyers know them; at an address of one's own, the operator."""
    provider = name.partition(":")[0]
    if provider in _ONES_OWN and (url or provider not in COMPANIES):
        return operator
    return COMPANIES.get(provider, provider)
