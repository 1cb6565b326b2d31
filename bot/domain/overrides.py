"""Overriding a hold: what an override rests on, and whether that is still so."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.domain.holds import hidden_instructions
from bot.domain.story import Hold, Override, Story

# fields of a story that a hold may name
_FIELDS = ("title", "shown_as", "industry", "size", "roles", "customer", "aliases", "people")


def basis_of(story: Story, hold: Hold, content_hash: str) -> str:
    """Give a fingerprint of what caused a hold; another one means that it changed.

    The visibility is part of each, so an override never carries over to wider readers.
    """
    cause = (str(story.visibility), *_cause(story, hold, content_hash))
    return hashlib.sha256("\x1f".join(cause).encode("utf-8", "replace")).hexdigest()[:16]


def standing(story: Story, content_hash: str) -> tuple[Override, ...]:
    """Give the overrides whose cause is as it was when they were made."""
    return tuple(
        override
        for override in story.overrides
        if override.basis == basis_of(story, override.hold, content_hash)
    )


def with_overrides(story: Story, wanted: Sequence[Override], content_hash: str) -> Story:
    """Give the story with these overrides, resting on what it says now."""
    based = [replace(o, basis=basis_of(story, o.hold, content_hash)) for o in wanted]
    others = (o for o in story.overrides if o.hold not in {new.hold for new in based})
    return replace(story, overrides=(*others, *based))


def _cause(story: Story, hold: Hold, content_hash: str) -> Iterable[str]:
    if hold.field == "consent":
        return repr(story.consent), story.told_by, story.customer
    if hold.field in _FIELDS:
        # a name that stands in a field: the field and the names
        return repr(getattr(story, hold.field)), *story.secret_names
    # what is not in the text any more, such as a comment, was in the file as it was
    return list(_culprits(story, hold)) or [content_hash, *_said(story)]


def _culprits(story: Story, hold: Hold) -> Iterator[str]:
    """Give the paragraphs that cause a hold on the text: all of a kind, so that no new one hides.

    A hold for personal data quotes it at the end.
    """
    hidden = hold in hidden_instructions("\n".join(_said(story)))
    quoted = hold.reason.rpartition(": ")[2].rstrip(".")
    for paragraph in _said(story):
        if hidden_instructions(paragraph) if hidden else quoted in paragraph:
            yield paragraph


def _said(story: Story) -> list[str]:
    texts = (story.title, story.shown_as, *story.roles, *story.facets.values())
    return [part for text in texts for part in re.split(r"\n\s*\n", text) if part.strip()]
