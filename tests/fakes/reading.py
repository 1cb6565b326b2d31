"""Reading story files in a line."""

import pytest

from bot.adapters.readers.markdown_stories import MarkdownStories
from bot.adapters.readers.text_stories import TextStories
from bot.domain.audience import Visibility
from bot.domain.errors import StoryRejectedError
from bot.ports.library import Defaults

PROSPECTS = Defaults(Visibility.PROSPECTS)
NOTHING = Defaults()

WHOLE = """---
id: close-not-finance
title: The close that was not finance's
outcome: succeeded
company: Northwind Freight
aliases: [Northwind, "Freight, North"]
people: {Ana Ruiz: head of finance, Ben Okafor: }
shown_as: a logistics group with nine plants
industry: logistics
size: 1000-5000
roles: group controller, plant manager
visibility: Prospects
status: approved
consent: {from: group controller, scope: anonymised, on: 2026-03-02, until: 2028-03-02}
owner: stories@example.com
review_by: 2027-03-01
told_by: public source
our_part: none
evidence: measured
as_of: 2026-02
peer: {willing: yes, limit: 2 a quarter}
source_repo: https://example.org/repo
source_path: posts/close.md
licence: CC0-1.0
some_key: of another system
---
## Situation
Nine plants, one [ledger](https://example.org/ledger).

## Problem
The close took **nine** days &amp; more.

## What they tried
- a calendar
- reminders
"""


def read(text, defaults=PROSPECTS, name="a-story.md"):
    content = text if isinstance(text, bytes) else text.encode()
    [story] = MarkdownStories().read(name, content, defaults)
    return story


def read_text(text, defaults=PROSPECTS, name="note.txt"):
    [story] = TextStories().read(name, text.encode(), defaults)
    return story


def refused(text, defaults=PROSPECTS):
    with pytest.raises(StoryRejectedError) as caught:
        read(text, defaults)
    return dict(caught.value.problems)


def front(line):
    return f"---\ntitle: T\nvisibility: prospects\n{line}\n---\nA text."
