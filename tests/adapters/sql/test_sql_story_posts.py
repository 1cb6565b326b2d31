"""Which reply shows a story that is gone: noted with the turn, by ids, until it is put right."""

from dataclasses import replace

import pytest

from bot.adapters.sql.sql_outbox import SqlOutbox
from bot.adapters.sql.sql_story_posts import SqlStoryPosts
from bot.domain.story import Status
from bot.ports.library import Change
from tests.adapters.sql.sql_samples import AT, CONVERSATION, REPLY, stored
from tests.adapters.sql.test_sql_shown import answered

BY_JO = Change(AT, "Jo")


@pytest.fixture
def posts(database):
    return SqlStoryPosts(database)


@pytest.fixture
def outbox(database):
    return SqlOutbox(database)


async def retire(stories):
    story = stored()
    taken_out = replace(story.story, status=Status.RETIRED)
    await stories.save([replace(story, story=taken_out, version=story.version + 1)], BY_JO)


async def test_a_reply_is_outdated_from_the_retirement_until_it_is_put_right(
    stories, inbox, conversations, outbox, posts
):
    await stories.save([stored()], BY_JO)
    await answered(inbox, conversations, "m1")
    [waiting] = await outbox.waiting()
    lease = await conversations.lease(CONVERSATION, "worker-1", 30)
    await outbox.mark_posting(waiting.id, lease)
    await retire(stories)
    assert await posts.outdated(["slack"]) == []  # it is just being posted
    await outbox.mark_posted(waiting.id, "1.1 1.2")
    assert await posts.outdated(["teams"]) == []
    [post] = await posts.outdated(["slack", "web"])
    assert (post.outgoing.receipt, post.story_ids) == ("1.1 1.2", ("dates",))
    now = replace(REPLY, text="Withdrawn.", stories=())
    await posts.put_right(post, now)
    assert await posts.outdated(["slack"]) == []
    assert (await outbox.get(waiting.id)).reply == now


async def test_what_waits_is_changed_before_it_is_posted_and_looked_at_again_after(
    stories, inbox, conversations, outbox, posts
):
    await stories.save([stored()], BY_JO)
    await answered(inbox, conversations, "m1")
    await retire(stories)
    [post] = await posts.outdated(["slack"])
    now = replace(REPLY, text="Withdrawn.", stories=())
    await posts.put_right(post, now)
    [waiting] = await outbox.waiting()
    assert waiting.reply == now
    await outbox.mark_posted(waiting.id, "1.1")
    assert len(await posts.outdated(["slack"])) == 1


async def test_a_reply_with_a_story_that_stays_is_never_outdated(
    stories, inbox, conversations, posts
):
    await stories.save([stored()], BY_JO)
    await answered(inbox, conversations, "m1")
    assert await posts.outdated(["slack"]) == []
