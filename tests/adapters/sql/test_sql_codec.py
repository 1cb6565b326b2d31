"""What goes into a row comes out of it equal."""

from datetime import UTC

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.sql.codec import (
    UnreadableRowError,
    decode,
    decode_event,
    encode,
    encode_event,
    tag_of,
)
from bot.domain.conversation import Conversation
from bot.domain.heard import Heard
from bot.domain.reply import Reply
from bot.domain.story import StoredStory
from tests.adapters.sql.sql_samples import (
    EVERY_EVENT,
    HEARD,
    REPLY,
    full_conversation,
    held,
    message,
    stored,
)

MOMENTS = st.datetimes(timezones=st.just(UTC))


@pytest.mark.parametrize("event", EVERY_EVENT, ids=lambda event: event.key)
def test_every_event_comes_back_equal_and_of_its_kind(event):
    back = decode_event(tag_of(event), encode_event(event), "inbox 1")
    assert back == event
    assert type(back) is type(event)
    assert back.at.tzinfo is not None


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Conversation, full_conversation(30)),
        (Conversation, Conversation("slack:empty")),
        (Reply, REPLY),
        (Heard, HEARD),
        (StoredStory, stored()),
        (StoredStory, stored(held())),
    ],
)
def test_every_document_comes_back_equal(kind, value):
    assert decode(kind, encode(kind, value), "row") == value


def test_the_order_of_facets_is_kept():
    """A page shows a story in the order in which it was told."""
    back = decode(StoredStory, encode(StoredStory, stored()), "story")
    assert list(back.story.facets) == list(stored().story.facets)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), MOMENTS)
def test_any_text_and_any_moment_come_back_equal(text, at):
    event = message(text=text, at=at)
    assert decode_event("message", encode_event(event), "inbox 1") == event


def test_half_characters_are_replaced_rather_than_lost_with_the_event():
    """JSON cannot hold half a surrogate pair; two halves that stand together are made whole."""
    event = message(text="a \ud83d b \ud83e\udd89")
    back = decode_event("message", encode_event(event), "inbox 1")
    assert back.text == "a \N{REPLACEMENT CHARACTER} b \N{OWL}"


@pytest.mark.parametrize(
    ("tag", "stored_json", "trouble"),
    [
        ("telegram", "{}", "unknown type 'telegram'"),
        ("message", "{}", "missing"),
        ("message", "not json", "json_invalid"),
        ("message", "null", "it is empty"),
    ],
)
def test_an_unreadable_row_names_itself_and_the_trouble(tag, stored_json, trouble):
    with pytest.raises(UnreadableRowError, match="inbox 7 cannot be read") as caught:
        decode_event(tag, stored_json, "inbox 7")
    assert trouble in str(caught.value)


def test_an_unreadable_row_does_not_tell_what_somebody_wrote():
    """The error is logged, and logs hold no words of buyers."""
    row = encode(Reply, REPLY).replace('"share_story"', '"my secret words"')
    with pytest.raises(UnreadableRowError) as caught:
        decode(Reply, row, "turn 3")
    assert "secret" not in str(caught.value)
    assert "move" in str(caught.value)
    assert caught.value.__suppress_context__
