"""A reply as Slack shows it: within its limits, and with nothing alive in it."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.slack.render import fallback_of, pages, uploads
from bot.channels.slack.streaming import can_stream
from bot.channels.slack.texts import SECTION, escaped, pieces
from bot.channels.slack.views import alone_view, correction_view, notes_view, story_view
from bot.channels.slack.words_in import SOMEONE, words_of
from bot.domain.brief import Brief, Field
from bot.domain.moves import MoveKind
from bot.domain.reply import Attachment, StoryCard, Suggestion
from bot.domain.story import Facet
from tests.builders import make_asked, make_brief, make_entry, make_rendition, make_reply
from tests.channels.slack.checks import wrong_with

HOSTILE = (
    "<!channel> <@U0PRIYA> <https://evil.example|click> *bold* _x_ `y` "
    "https://evil.example/a?b=1&c=2 @here <#C1|x>"
)
anything = st.text(st.characters(codec="utf-8"), max_size=400)


def card(n=1, **more):
    values = {"title": f"Story {n}", "text": "A group.", "outcome": "failed", "why": "Both wait."}
    return StoryCard(f"id-{n}", f"s{n}", visibility="prospects", **(values | more))


def sent(reply, *, private):
    """Give the calls that would post a reply."""
    return [
        {"channel": "C1", "text": page.text, "blocks": page.blocks}
        for page in pages(reply, private=private)
    ]


def texts_of(thing):
    """Give all texts that Slack would read markup in."""
    if isinstance(thing, dict):
        if thing.get("type") == "mrkdwn":
            yield thing["text"]
        thing = list(thing.values())
    if isinstance(thing, list):
        for part in thing:
            yield from texts_of(part)


def buttons_of(blocks):
    return [
        element
        for block in blocks
        for element in [*block.get("elements", []), *block.get("actions", [])]
        if element.get("type") in ("button", "overflow")
    ]


@pytest.mark.parametrize("private", [True, False])
@given(words=st.tuples(anything, anything, anything, anything), count=st.integers(0, 4))
def test_whatever_a_reply_says_slack_takes_it(private, words, count):
    text, title, body, label = words
    reply = make_reply(
        text or "x",
        stories=(),
        suggestions=(Suggestion("skip", label or "x"),) * (count > 0),
        small_print=body,
    )
    reply = replace(
        reply, stories=tuple(card(n, title=title or "x", text=body) for n in range(count))
    )
    for call in sent(reply, private=private):
        assert wrong_with("chat.postMessage", call) == []


@pytest.mark.parametrize("private", [True, False])
def test_nothing_untrusted_is_alive(private):
    """No mention, no command, no link: neither in blocks nor in the text beside them."""
    reply = replace(
        make_reply(
            HOSTILE, small_print=HOSTILE, attachments=(Attachment("points", HOSTILE, HOSTILE),)
        ),
        stories=(card(title=HOSTILE, text=HOSTILE),),
    )
    for call in sent(reply, private=private):
        assert not [t for t in [*texts_of(call["blocks"]), call["text"]] if "<" in t]
        assert all(t["verbatim"] for t in _mrkdwn(call["blocks"]))


def _mrkdwn(thing):
    if isinstance(thing, dict):
        if thing.get("type") == "mrkdwn":
            yield thing
        thing = list(thing.values())
    if isinstance(thing, list):
        for part in thing:
            yield from _mrkdwn(part)


@given(text=st.text(st.characters(codec="utf-8"), max_size=9_000))
def test_a_long_text_is_cut_and_no_word_is_lost(text):
    cut = list(pieces(text))
    assert "".join("".join(cut).split()) == "".join(text.split())
    assert all(len(escaped(piece)) <= SECTION for piece in cut)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"It was late. {'So they waited. ' * 13}", f"It was late.{' So they waited.' * 11}"),
        ("x" * 201, "x" * 199 + "\N{HORIZONTAL ELLIPSIS}"),
        ("It was late.", "It was late."),
    ],
)
def test_a_card_ends_with_a_whole_sentence_where_one_fits(text, shown):
    [block] = [b for b in _card_of(text) if b["type"] == "card"]
    assert block["body"]["text"] == shown


def test_a_card_does_not_tell_what_was_told_above_it():
    [told] = [b for b in _card_of("A group. It was late. Here.") if b["type"] == "card"]
    assert told["body"]["text"] == "A group. It was late."
    [silent] = [b for b in _card_of("Here.") if b["type"] == "card"]
    assert "body" not in silent


def _card_of(text):
    reply = replace(make_reply("Here."), stories=(card(text=text),))
    return pages(reply, private=True)[0].blocks


def test_a_reply_of_more_than_fifty_blocks_becomes_several_messages():
    pages_long = Attachment("points", "points", "\n\n".join(["&" * 2_900] * 80))
    calls = sent(make_reply("Here.", attachments=(pages_long,)), private=False)
    assert len(calls) > 1
    assert all(wrong_with("chat.postMessage", call) == [] for call in calls)


@pytest.mark.parametrize(
    ("private", "cards", "suggestions", "most"),
    [
        (False, 1, ("skip",), 3),
        (False, 1, ("yes", "no"), 3),
        (False, 0, ("story", "notes", "think", "person"), 3),
        (True, 2, ("skip",), 4),
        (True, 1, ("yes", "no"), 4),
        (True, 0, ("story", "notes", "think", "person"), 4),
    ],
)
def test_there_are_no_more_buttons_than_a_reply_may_have(private, cards, suggestions, most):
    """What finds no room stands in the menu, so that nothing is lost."""
    reply = replace(
        make_reply(
            "Hello.",
            question=make_asked(),
            suggestions=tuple(Suggestion(s, s) for s in suggestions),
        ),
        stories=tuple(card(n) for n in range(cards)),
    )
    [page] = pages(reply, private=private)
    buttons = buttons_of(page.blocks)
    assert 0 < len(buttons) <= most
    offered = json.dumps(page.blocks)
    assert all(f'"{s}"' in offered or f"suggest:{s}" in offered for s in suggestions)


def test_the_question_is_said_once():
    reply = make_reply("Nine days is long. What about impact?", question=make_asked())
    assert json.dumps(pages(reply, private=True)[0].blocks).count("What about impact?") == 1
    apart = make_reply("Nine days is long.", question=make_asked())
    assert json.dumps(pages(apart, private=True)[0].blocks).count("What about impact?") == 1


def test_every_message_has_a_text_for_those_who_see_no_blocks():
    reply = replace(make_reply(""), stories=(card(),))
    assert "Story 1. A group." in fallback_of(reply)


def test_an_insider_sees_who_else_may_read_a_story():
    shown = pages(replace(make_reply("x"), stories=(card(badge="internal"),)), private=True)
    assert "[internal]" in json.dumps(shown[0].blocks)


def test_one_of_ours_is_offered_nothing_that_is_for_buyers():
    reply = replace(make_reply("x"), stories=(card(badge="internal"), card(2, badge="public")))
    [page] = pages(reply, private=True)
    labels = [b["text"]["text"] for b in buttons_of(page.blocks) if b["type"] == "button"]
    assert labels == ["Read 'Story 1'", "Read 'Story 2'", "Why this one"]


def test_in_a_shared_room_nothing_is_handed_over_as_a_file():
    reply = make_reply("Here.", attachments=(Attachment("brief", "problem-notes.md", "x"),))
    assert uploads(reply, private=False) == []
    assert len(uploads(reply, private=True)) == 1


@pytest.mark.parametrize(
    ("text", "streams"),
    [
        ("Nine days is long. What does it cost you?", True),
        ("They had 3.400 orders a day, 20 % of them late (in May).", False),
        ("It moved once each request carried that in one line.", True),
        ("See https://northstar.example for prices.", False),
        ("See northstar.example for prices.", False),
        ("<!channel> hello", False),
        ("*bold*", False),
        ("# heading", False),
        ("- a point", False),
        ("1. a point", False),
        ("", False),
    ],
)
def test_only_what_markdown_leaves_alone_is_streamed(text, streams):
    assert can_stream(text) is streams


@given(text=anything)
def test_nothing_that_is_streamed_is_markup(text):
    if can_stream(text):
        assert not set(text) & set("<>[]*_`|\\@#")


def test_the_notes_fit_into_a_modal_however_many_there_are():
    said = [make_entry(span=HOSTILE * 8, n=n) for n in range(120)]
    view = notes_view(Brief(tuple(said)), "slack:ana", "T1/C1/1.1")
    assert wrong_with("views.open", {"trigger_id": "t", "view": view}) == []
    assert "There is more" in json.dumps(view)


@settings(max_examples=20)
@given(text=anything, entries=st.integers(0, 2))
def test_the_notes_fit_into_a_modal_whatever_they_hold(text, entries):
    said = [make_entry(span=text or "x", n=n) for n in range(entries)]
    brief = Brief(tuple(said))
    for view in (
        notes_view(brief, "slack:ana", "T1/C1/1.1", notice=text),
        *[correction_view(entry, "T1/C1/1.1") for entry in said[:1]],
        story_view(make_rendition({Facet.PROBLEM: text or "x", Facet.LESSONS: "- one\n- two"})),
        alone_view("T1/@U1", make_reply(text or "x")),
    ):
        assert wrong_with("views.open", {"trigger_id": "t", "view": view}) == []


def test_who_said_what_is_shown_and_only_ones_own_can_be_changed():
    brief = make_brief(Field.PROBLEM).add(make_entry(span="two days", n=5, who="slack:U0RAJ"))
    blocks = notes_view(brief, "slack:ana", "T1/C1/1.1")["blocks"]
    shown = [b["text"]["text"] for b in blocks if b["type"] == "section"]
    assert [("you" in s, "<@U0RAJ>" in s) for s in shown] == [(True, False), (False, True)]
    assert ["accessory" in b for b in blocks if b["type"] == "section"] == [True, False]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<@U0BOT> our close", "our close"),
        ("<@U0BOT>, our close", "our close"),
        ("ask <@U0RAJ|raj>", f"ask {SOMEONE}"),
        ("<!channel> and <!here>", "everyone and everyone"),
        ("<!subteam^S1|@finance> decides", "everyone decides"),
        ("in <#C1|general> or <#C2>", "in #general or a channel"),
        ("see <https://a.example/x|our page>", "see our page"),
        ("see <https://a.example/x>", "see https://a.example/x"),
        ("mail <mailto:a@b.example|a@b.example>", "mail a@b.example"),
        ("<!date^1^{date}|today> it is", "today it is"),
        ("5 &lt; 6 &amp; more", "5 < 6 & more"),
        ("one\n\n  two ", "one\n\ntwo"),
        ("", ""),
    ],
)
def test_slacks_markup_becomes_plain_words(text, words):
    assert words_of(text, "U0BOT") == words


def test_a_reaction_alone_shows_no_page():
    assert pages(make_reply("", MoveKind.ACKNOWLEDGE, reaction="+1"), private=True)[0].blocks == []
