"""What a call cost, by the list prices that `genai-prices` carries along."""

from decimal import Decimal

from bot.ports.model import Use

_PROVIDERS = {
    "azure_openai": "azure",
    "bedrock_converse": "aws",
    "google_genai": "google",
}


def cost_of(use: Use) -> float | None:
    """Give dollars; None where the list does not know the model."""
    from genai_prices import Usage, calc_price  # noqa: PLC0415 - only where a model is set

    provider, _, name = use.model.partition(":")
    counted = Usage(
        input_tokens=use.input_tokens,
        output_tokens=use.output_tokens,
        cache_read_tokens=use.cached_tokens,
    )
    try:
        found = calc_price(counted, name, provider_id=_PROVIDERS.get(provider, provider))
    except (
        LookupError,
        ValueError,
    ):  # not on the list; or counts that cannot be, as endpoints say
        return None
    return float(Decimal(found.total_price))
