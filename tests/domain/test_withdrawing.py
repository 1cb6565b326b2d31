"""What is left of a reply when a story that it showed is taken out of the library."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.audience import Visibility
from bot.domain.moves import MoveKind
from bot.domain.reply import Attachment, Reply, StoryCard, Suggestion
from bot.domain.story import Facet, Ruling, Status, StoredStory, Story, Verdict
from bot.domain.withdrawing import WithdrawnLines, without

LINES = WithdrawnLines("No longer offered.", "Withdrawn.")
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def gone(name, verdict):
    story = Story(name, name, Visibility.PROSPECTS, {Facet.PROBLEM: "x"}, Status.RETIRED)
    return StoredStory(story, f"ref-{name}", 2, "", ruling=Ruling(verdict, "Jo", NOW))


def card(name):
    return StoryCard(name, f"ref-{name}", f"The {name}", "prospects", "They counted.")


REPLY = Reply(
    "A bakery counted its crates.",
    MoveKind.SHARE_STORY,
    stories=(card("crates"), card("ovens")),
    attachments=(Attachment("brief", "problem-notes.md", "# Notes"),),
    suggestions=(Suggestion("skip", "Skip this one"),),
    small_print="Everyone here can read this.",
)


def test_of_a_retired_story_the_card_goes_and_a_line_says_so():
    left = without(REPLY, [gone("crates", Verdict.RETIRED)], LINES)
    assert [c.id for c in left.stories] == ["ovens"]
    assert left.text == "A bakery counted its crates.\n\nNo longer offered."
    assert left.attachments == REPLY.attachments


def test_of_a_recalled_story_nothing_that_may_tell_of_it_stays():
    left = without(REPLY, [gone("crates", Verdict.RECALLED)], LINES)
    assert left.text == "Withdrawn."
    assert [c.id for c in left.stories] == ["ovens"]
    assert (left.attachments, left.suggestions) == ((), ())
    assert left.small_print == REPLY.small_print


def test_a_story_that_was_opened_goes_too():
    opened = replace(REPLY, stories=(), attachments=(Attachment("story", "ref-crates.md", "x"),))
    for verdict in (Verdict.RETIRED, Verdict.RECALLED):
        assert without(opened, [gone("crates", verdict)], LINES).attachments == ()


@pytest.mark.parametrize("verdict", [Verdict.RETIRED, Verdict.RECALLED])
def test_done_twice_it_is_the_same(verdict):
    once = without(REPLY, [gone("crates", verdict)], LINES)
    assert without(once, [gone("crates", verdict)], LINES) == once


def test_a_reply_without_it_stays_as_it_is():
    assert without(REPLY, [gone("another", Verdict.RECALLED)], LINES) == REPLY
