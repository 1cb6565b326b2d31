"""How what was heard is written, in `listen` and `replay`."""

from bot.cli.batch import Row
from bot.domain.heard import Heard, Intent


def heard_row(heard: Heard) -> Row:
    """Give intents in the order of the guide, and entries in the order they were said."""
    return {
        "intents": [str(intent) for intent in Intent if intent in heard.intents],
        "brief": [{"field": str(e.field), "span": e.span} for e in heard.entries],
    }
