"""Which rooms were shown a story: noted with the turn, by ids alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.adapters.sql.sql_shown import SqlShown
from bot.domain.errors import LeaseLostError
from bot.domain.reply import Attachment
from bot.domain.story import Status
from bot.ports.library import Change
from bot.ports.shown import Showing
from tests.adapters.sql.sql_samples import (
    AT,
    CONVERSATION,
    OTHER_ROOM,
    REPLY,
    ROOM,
    STORY,
    commit_of,
    message,
    stored,
)

BY_JO = Change(AT, "Jo")


@pytest.fixture
def shown(database):
    return SqlShown(database)


async def answered(inbox, conversations, key, reply=REPLY, at=AT):
    accepted = await inbox.accept(message(key))
    lease = await conversations.lease(CONVERSATION, "worker-1", 30)
    await conversations.commit(commit_of(accepted, reply=reply, at=at), lease)


async def test_a_turn_notes_the_stories_of_its_reply(stories, inbox, conversations, shown):
    await stories.save([stored()], BY_JO)
    later = AT + timedelta(hours=1)
    await answered(inbox, conversations, "m1")
    await answered(inbox, conversations, "m2", at=later)
    assert await shown.rooms("dates") == [
        Showing("slack", "C1", ROOM.place, "acme", 1, AT, later, 2)
    ]
    assert await shown.rooms("unknown") == []


async def test_a_story_that_was_opened_counts(stories, inbox, conversations, shown):
    await stories.save([stored()], BY_JO)
    opened = Attachment("story", f"{stored().ref}.md", "# The whole story")
    await answered(inbox, conversations, "m1", replace(REPLY, stories=(), attachments=(opened,)))
    assert [showing.times for showing in await shown.rooms("dates")] == [1]


async def test_rooms_are_still_known_after_a_recall(stories, inbox, conversations, shown):
    await stories.save([stored()], BY_JO)
    await answered(inbox, conversations, "m1")
    await stories.save([stored(replace(STORY, status=Status.RETIRED), version=2)], BY_JO)
    assert [showing.version for showing in await shown.rooms("dates")] == [1]


async def test_each_version_and_each_room_is_told_apart(stories, shown):
    await stories.save([stored()], BY_JO)
    await shown.note("dates", ROOM, AT, "slack:U1")
    await stories.save([stored(version=2)], BY_JO)
    await shown.note("dates", ROOM, AT + timedelta(minutes=1), "slack:U1")
    await shown.note("dates", OTHER_ROOM, AT + timedelta(minutes=2), "slack:U1")
    await shown.note("unknown", ROOM, AT, "slack:U1")
    rooms = [(s.room_id, s.version, s.times) for s in await shown.rooms("dates")]
    assert rooms == [("D7", 2, 1), ("C1", 2, 1), ("C1", 1, 1)]


async def test_a_turn_that_is_not_saved_has_shown_nothing(stories, inbox, conversations, shown):
    await stories.save([stored()], BY_JO)
    accepted = await inbox.accept(message("m1"))
    lease = await conversations.lease(CONVERSATION, "worker-1", 30)
    with pytest.raises(LeaseLostError):
        await conversations.commit(commit_of(accepted), replace(lease, token=lease.token + 1))
    assert await shown.rooms("dates") == []
