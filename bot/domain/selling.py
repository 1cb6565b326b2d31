"""Sentences that tell their reader to buy, by their words alone."""

import re

_OFFER = r"(?:platform|product|software|solution|tool|app)"
_WAYS = (
    (
        r"^(?:(?:so|then|yes|and|just|assistant:)\W+){0,3}"
        r"(?:buy|order|get|try|choose|book|switch\s+to|sign\s+up)\b.{0,80}"
        r"\b(?:now|today|this\s+week|free|trial|demo|\w+\.(?:com|example|io|net))\b"
    ),
    r"\b(?:sign\s+up\s+(?:for|today|now)|(?:will|did)\s+you\s+sign\s+up|free\s+trial|book\s+a\s+demo|discount\s+code|limited\s+offer)\b",
    rf"\bis\s+the\s+(?:best|leading|number\s+one)\s+(?:\w+\s+)?{_OFFER}\b",
    rf"\byou\s+(?:need|should\s+buy|must\s+buy)\b.{{0,60}}\b{_OFFER}\b",
    rf"\bour\s+{_OFFER}\s+(?:did|does|can|will|is|solves)\b",
)
_SELLS = re.compile("|".join(f"(?:{way})" for way in _WAYS), re.IGNORECASE)


def sells_outright(sentence: str) -> bool:
    """Say whether a sentence asks for a purchase, or praises an offer."""
    return bool(_SELLS.search(sentence))
