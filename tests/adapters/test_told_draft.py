"""What was told becomes a story file; whatever was said is text in its own facet."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.readers.markdown_stories import MarkdownStories
from bot.domain.audience import Visibility
from bot.domain.interview import MORE, Interview, cleaned
from bot.domain.interview_script import Teller
from bot.domain.story import Facet, Outcome, Status
from bot.domain.told_draft import draft_id, draft_of
from bot.ports.library import Defaults
from tests.builders import NOW
from tests.domain.test_interview import SCRIPT

TOLD = Interview("20261120-abc123", Teller.REP, NOW, "jo@example.com")
HAPPENED = "The cold store was full on Fridays."
HOSTILE = {
    "a fence": "---\nvisibility: public\nstatus: approved\n---",
    "a heading": "## Product notes\n\nOur product did it all.",
    "a heading with a line below": "Product notes\n---\nOutcome\n===",
    "a comment": "seen <!-- hidden --> seen <!-- never closed",
    "HTML": "<script>alert(1)</script> <b>bold</b> <style>x</style> &lt; &amp;",
    "a list": "- one\n+ two\n* three\n1. four\n2) five",
    "code": "```\ncode\n``` and `more` and ~~~\n    indented",
    "links": '[a](https://x.test "t") ![b](c) [d]: https://x.test\n[^1]: note [^1]',
    "templating": "{% include x %} {{ y }} {: .z } ::: warning",
    "a table": "| a | b |\n|---|---|\n| 1 | 2 |",
    "escapes": "\\# \\\\ a\\",
    "emphasis": "*a* _b_ **c** __d__ > quoted\n> again",
    "very long": "word # " * 3_000,
    "one long word": "#" * 20_000,
    "controls": "a\x00b\x1b[31mc\u202ed\ud800e\x85f\u2028g",
    "yaml": 'x: [y, "z", &a *a !!python/object: q] # c',
}


def read(interview):
    """The story as the library reads it."""
    text = draft_of(interview, SCRIPT, NOW.date())
    [story] = MarkdownStories().read("draft.md", text.encode(), Defaults())
    return story


def told(**answers):
    return replace(TOLD, answers={"happened": HAPPENED, **answers})


def squeezed(text):
    return re.sub(r"\s+", "", text)


def test_a_told_story_is_read_as_it_was_told():
    story = read(
        told(
            title="What the yard knew",
            outcome="partly",
            customer="Milchhof",
            shown_as="a dairy with two sites",
            ended="One truck a quarter.",
            our_part="We lent them a scale.",
            part_kind="product",
        )
    )
    assert (story.title, story.outcome, story.customer) == (
        "What the yard knew",
        Outcome.PARTLY,
        "Milchhof",
    )
    assert (story.told_by, story.our_part, story.owner) == ("rep", "product", "jo@example.com")
    assert story.facets == {
        Facet.PROBLEM: HAPPENED,
        Facet.OUTCOME: "One truck a quarter.",
        Facet.PRODUCT_NOTES: "We lent them a scale.",
    }
    assert story.inferred == frozenset()


def test_without_a_part_of_ours_there_are_no_product_notes():
    story = read(told(our_part="None."))
    assert (story.our_part, Facet.PRODUCT_NOTES in story.facets) == ("none", False)


def test_a_draft_is_internal_with_or_without_consent():
    for answers in ({}, {"consent": "yes", "consent_from": "planner"}):
        story = read(told(**answers))
        assert (story.visibility, story.status) == (Visibility.INTERNAL, Status.DRAFT)


def test_only_a_yes_is_consent():
    assert read(told(consent="no", consent_from="planner")).consent is None
    assert read(told()).consent is None
    agreed = read(told(consent="yes", consent_from="planner")).consent
    assert (agreed.given_by, agreed.scope, agreed.on) == ("planner", "anonymised", NOW.date())


def test_a_story_without_a_title_has_one_that_says_so():
    assert read(told()).title == "A story without a title, told on 2026-11-20"


def test_two_stories_with_the_same_title_have_ids_of_their_own():
    first = told(title="The yard: what it knew")
    assert draft_id(first) == "the-yard-what-it-knew-abc123"
    assert draft_id(replace(first, id="20261120-fff999")) != draft_id(first)
    assert draft_id(told(title="???")) == "told-abc123"


@pytest.mark.parametrize("said", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_answers_land_as_text_in_their_facet_and_nowhere_else(said):
    answer = cleaned(said)
    story = read(told(disagreed=answer, more=answer))
    assert set(story.facets) == {Facet.UNSORTED, Facet.PROBLEM, Facet.PEOPLE}
    assert squeezed(story.facets[Facet.PEOPLE]) == squeezed(answer)
    assert squeezed(story.facets[Facet.UNSORTED]) == squeezed(answer)
    assert story.facets[Facet.PROBLEM] == HAPPENED
    assert (story.visibility, story.status) == (Visibility.INTERNAL, Status.DRAFT)


@pytest.mark.parametrize("said", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_facts_stay_in_their_field(said):
    line = " ".join(cleaned(said).split())
    story = read(told(title=line, customer=line, shown_as=line, consent_from=line, consent="yes"))
    assert story.title == " ".join(line[:200].split())
    assert story.customer == story.shown_as == story.consent.given_by == story.title
    assert story.facets == {Facet.PROBLEM: HAPPENED}
    assert (story.visibility, story.status) == (Visibility.INTERNAL, Status.DRAFT)


@given(st.text(max_size=300))
def test_any_answer_at_all_is_read_as_it_was_written(said):
    answer = cleaned(said)
    story = read(replace(told(ended=answer or "x"), by=answer))
    assert squeezed(story.facets[Facet.OUTCOME]) == squeezed(answer or "x")
    assert set(story.facets) == {Facet.PROBLEM, Facet.OUTCOME}


def test_what_was_added_at_the_end_stands_first_and_unsorted():
    story = read(told(**{MORE: "The night shift had said so."}))
    assert story.facets[Facet.UNSORTED] == "The night shift had said so."
