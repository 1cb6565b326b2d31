"""Builders for stories as they are written and as they are stored."""

from dataclasses import replace

from bot.domain.audience import Visibility
from bot.domain.rendition import render_for_outsiders
from bot.domain.stand_ins import stand_ins
from bot.domain.story import Facet, StoredStory, Story

TEXTS = {
    Facet.PROBLEM: "Northwind closed its books on day nine. The bank wanted figures on day six.",
    Facet.ATTEMPTS: "Ana Ruiz bought a calendar tool first. Nothing changed.",
    Facet.OUTCOME: "The books are closed on day five now.",
    Facet.PRODUCT_NOTES: "The ledger connector of our product moved the figures at night.",
}


def make_story(story_id="close", **changes):
    """A story for prospects about a slow close, with names to hide and product notes."""
    story = Story(
        id=story_id,
        title="The close that was not finance's",
        visibility=Visibility.PROSPECTS,
        facets=TEXTS,
        customer="Northwind Freight",
        aliases=("Northwind",),
        people={"Ana Ruiz": "group controller"},
        shown_as="a logistics group with nine plants",
        industry="logistics",
    )
    return replace(story, **changes)


def make_stored(story_id="close", version=1, **changes):
    """The record of a story, with its outsiders' rendition; `changes` are of the story."""
    story = make_story(story_id, **changes)
    ref = f"ref-{story_id}"
    outsiders = render_for_outsiders(story, ref, stand_ins(story, {}))
    return StoredStory(story, ref, version, f"hash-{version}", outsiders=outsiders)
