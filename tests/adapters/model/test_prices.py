"""What a call cost, by list prices that come with a package; none is fetched."""

import pytest

from bot.adapters.model.prices import cost_of
from bot.ports.model import Purpose, Use
from tests.builders import NOW


def use(model, tokens_in=1_000_000, tokens_out=0, cached=0):
    return Use(
        NOW, "acme", "m1", Purpose.LISTEN, model, "listen/v1", "ok", tokens_in, tokens_out, cached
    )


@pytest.mark.parametrize(
    "model",
    [
        "openai:gpt-5-mini",
        "anthropic:claude-haiku-4-5",
        "azure_openai:gpt-5-mini",
        "bedrock_converse:eu.anthropic.claude-haiku-4-5-20251001-v1:0",
        "google_genai:gemini-2.5-flash",
    ],
)
def test_each_provider_has_a_price_and_what_was_kept_costs_less(model):
    whole, kept = cost_of(use(model)), cost_of(use(model, cached=900_000))
    assert 0 < kept < whole
    assert cost_of(use(model, tokens_out=1000)) > whole


@pytest.mark.parametrize("model", ["ollama:llama3.2", "openai:our-own", "azure_openai:our-desk"])
def test_the_price_of_an_unlisted_model_is_not_known(model):
    assert cost_of(use(model)) is None


def test_counts_that_cannot_be_have_no_price():
    """An endpoint of one's own may say anything."""
    assert cost_of(use("openai:gpt-5-mini", tokens_in=10, cached=500)) is None


def test_what_was_not_used_costs_nothing():
    assert cost_of(use("openai:gpt-5-mini", tokens_in=0)) == 0
