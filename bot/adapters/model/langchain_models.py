"""Opening a language model of any provider through LangChain, by settings alone."""

import logging
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

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
MOST_TOKENS = 4_000  # of an answer, what it thinks before it included
_ADDRESS = {"azure_openai": "azure_endpoint", "bedrock_converse": "endpoint_url"}
_STREAMS_USAGE = frozenset({"openai", "azure_openai"})  # off by itself at another address
# Below a warning these log requests and answers, and with them what people wrote.
_TALKATIVE = (
    "anthropic",
    "boto3",
    "botocore",
    "google_genai",
    "httpcore",
    "httpcore2",
    "httpx",
    "httpx2",
    "langchain_anthropic",
    "langchain_aws",
    "langchain_core",
    "langchain_google_genai",
    "langchain_ollama",
    "langchain_openai",
    "ollama",
    "openai",
    "urllib3",
)


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
    given = _OWN_WAY.get(provider, _usual)(choice) | dict(choice.options)
    try:
        model: BaseChatModel = init_chat_model(name, model_provider=provider, **given)
    except ImportError:
        raise SetupError(
            f"The client of {provider} is not installed. Run 'make providers', or install it."
        ) from None
    except Exception as error:  # noqa: BLE001 - a missing key is an error of each client's own kind
        raise SetupError(
            f"GROUNDWORK_MODEL={choice.name} cannot be used: {_first(error)}"
        ) from None
    if not getattr(model, "anthropic_api_key", True) and not getattr(
        model, "default_headers", None
    ):
        raise SetupError(
            f"{choice.name} needs a key. Set GROUNDWORK_MODEL_KEY or ANTHROPIC_API_KEY."
        )
    for logger in _TALKATIVE:
        logging.getLogger(logger).setLevel(logging.WARNING)
    return model


def told_as(name: str, url: str, operator: str) -> str:
    """Say who runs a model, as buyers know them; at an address of one's own, the operator."""
    provider = name.partition(":")[0]
    if provider in _ONES_OWN and (url or provider not in COMPANIES):
        return operator
    return COMPANIES.get(provider, provider)


def _usual(choice: ModelChoice) -> dict[str, Any]:
    # Retries are ours: they keep to the time that a turn has.
    given: dict[str, Any] = {
        "max_retries": 0,
        "timeout": choice.seconds,
        "max_tokens": MOST_TOKENS,
    }
    if choice.url:
        given[_ADDRESS.get(choice.provider, "base_url")] = choice.url
    if choice.key:
        given["api_key"] = choice.key
    if choice.provider in _STREAMS_USAGE:
        given["stream_usage"] = True
    return given


def _bedrock(choice: ModelChoice) -> dict[str, Any]:
    return _usual(choice) | {"timeout": math.ceil(choice.seconds)}  # whole seconds alone


def _google(choice: ModelChoice) -> dict[str, Any]:
    return _usual(choice) | {"max_retries": 1}  # counts tries; 0 means its own choice


def _ollama(choice: ModelChoice) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {choice.key}"} if choice.key else {}
    client = {"timeout": choice.seconds, "headers": headers}
    address = {"base_url": choice.url} if choice.url else {}
    return {"client_kwargs": client, "num_predict": MOST_TOKENS, **address}


_OWN_WAY = {"bedrock_converse": _bedrock, "google_genai": _google, "ollama": _ollama}


def _first(error: Exception) -> str:
    """Give the first line of what a client says is missing; its details may hold a key."""
    if isinstance(error, ValidationError):
        found = error.errors(include_input=False)[0]
        where = "".join(f"{name}: " for name in found["loc"])
        said = where + found["msg"].removeprefix("Value error, ")
    else:
        said = str(error)
    return (said.strip().splitlines() or [type(error).__name__])[0][:300]
