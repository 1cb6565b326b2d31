"""A reply as messages of Teams: words stay words, and what is too long is split."""

import json

import pytest

from bot.channels.teams.markup import bare, escaped
from bot.channels.teams.messages import LARGEST, messages_of
from bot.domain.audience import Place, Room
from bot.domain.moves import MoveKind
from bot.domain.reply import Attachment, Reply, StoryCard, Suggestion
from tests.fakes.adaptive_cards import actions, cards, texts

SHARED = Room("19:x", "teams", Place.SHARED, "acme")
PRIVATE = Room("a:x", "teams", Place.DM, "acme")
INSIDE = Room("a:y", "teams", Place.DM)
HOSTILE = "<at>everyone</at> [click](https://evil.example) @here **bold** # big <script>"


def card(n=1, **more):
    values = {"text": "A clinic. They counted.", "outcome": "failed", "why": "both wait"} | more
    return StoryCard(f"id{n}", f"ref{n}", f"Story {n}", "prospects", **values)


def sent(reply, room=SHARED):
    return [
        json.loads(message.model_dump_json(by_alias=True, exclude_none=True))
        for message in messages_of(reply, room)
    ]


def reply(text="Done.", **more):
    return Reply(text, MoveKind.ACKNOWLEDGE, **more)


@pytest.mark.parametrize("live", ["<at>", "](http", "@here", "<script>"])
def test_nothing_that_is_said_becomes_live(live):
    made = reply(HOSTILE, stories=(card(text=HOSTILE),), attachments=(page(HOSTILE),))
    assert live not in json.dumps(sent(made))


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("a * b_c", r"a \* b\_c"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("# not a heading", r"\# not a heading"),
        ("- a point", "- a point"),
        ("1. not a list", r"1\. not a list"),
        ("one\ntwo", "one  \ntwo"),
        ("[1]", r"\[1\]"),
    ],
)
def test_marks_of_markdown_are_shown_as_they_were_written(said, written):
    assert escaped(said) == written


def test_words_on_a_card_are_not_escaped():
    assert bare("a * b_c") == "a * b_c"


def page(text, kind="brief"):
    return Attachment(kind, "page.md", text)


def test_a_long_page_is_split_into_messages_that_fit():
    text = "\n\n".join(f"Paragraph {n}. " + "word " * 150 for n in range(120))
    messages = sent(reply(attachments=(page(text),)))
    assert len(messages) > 1
    assert all(len(json.dumps(m).encode()) <= LARGEST + 2_000 for m in messages)
    told = texts(messages)
    assert all(f"Paragraph {n}." in told for n in range(120))


def test_one_endless_paragraph_is_split_too():
    messages = sent(reply(attachments=(page("x" * 60_000),)))
    assert texts([cards(m) for m in messages]).count("x") == 60_000


def test_a_buyer_can_say_that_a_story_is_not_like_them_and_see_their_notes():
    [message] = sent(reply(stories=(card(),), suggestions=(Suggestion("skip", "Skip this one"),)))
    assert set(actions(message)) == {"Read it", "Not like us", "Skip this one", "My notes"}


def test_an_insider_is_shown_who_may_read_a_story():
    [message] = sent(reply(stories=(card(badge="internal"),)), INSIDE)
    assert "Internal" in texts(message)
    assert set(actions(message)) == {"Read it"}


def test_a_badge_is_for_insiders():
    assert "Internal" not in texts(sent(reply(stories=(card(badge="internal"),))))


def test_notes_are_taken_along_as_files_in_private_alone():
    notes = reply(attachments=(page("# Notes\n\n- nine days"),))
    assert "Word" in actions(sent(notes, PRIVATE)[-1])
    assert "Word" not in actions(sent(notes, SHARED)[-1])


def test_buttons_carry_ids_and_never_content():
    [message] = sent(reply(stories=(card(),), suggestions=(Suggestion("skip", "Skip this one"),)))
    carried = json.dumps([a["data"] for a in actions(message).values()])
    assert "Story" not in carried
    assert "clinic" not in carried


def test_more_stories_than_teams_takes_sources_for_are_still_shown():
    [message] = sent(reply(stories=tuple(card(n) for n in range(12))))
    [says] = [e for e in message["entities"] if "citation" in e]
    assert len(says["citation"]) == 10
    assert "Story 11" in texts(cards(message))


def test_a_reply_without_cards_has_none():
    [message] = sent(reply("Thanks."))
    assert "attachments" not in message
