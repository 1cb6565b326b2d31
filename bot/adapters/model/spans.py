"""Exact spans: what a model says was said has to stand in the message."""

import re

_ALIKE = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " "})
_EDGES = " \t\n.,;:!?\"'()"


def exact_span(claimed: str, text: str) -> str | None:
    """Give the piece of the text that is meant, None where it says no such thing.

    Case, quotation marks, white space and what stands at the edges may differ.
    """
    wanted = claimed.strip()
    if not any(c.isalnum() for c in wanted):
        return None
    if wanted in text:
        return wanted
    pattern = r"\s+".join(map(re.escape, _folded(wanted).strip(_EDGES).split()))
    found = re.search(pattern, _folded(text), re.IGNORECASE)
    return text[found.start() : found.end()] if found else None


def _folded(text: str) -> str:
    """Fold a text without changing where its characters stand."""
    return text.translate(_ALIKE)
