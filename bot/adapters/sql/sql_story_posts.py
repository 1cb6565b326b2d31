"""Which posted reply shows which story, in SQL."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, bindparam, select, update

from bot.adapters.sql.codec import encode, readable_only
from bot.adapters.sql.engine import Database
from bot.adapters.sql.schema import outbox, stories, story_posts, turns
from bot.adapters.sql.sql_outbox import OUTGOING, outgoing_of
from bot.domain.reply import Reply
from bot.domain.story import Status
from bot.ports.story_posts import StoryPost
from bot.ports.turns import Outgoing, PostState

_GONE = (
    select(story_posts.c.outbox_id, story_posts.c.story_id)
    .join(stories, stories.c.id == story_posts.c.story_id)
    .join(outbox, outbox.c.id == story_posts.c.outbox_id)
    .where(
        story_posts.c.put_right_at.is_(None),
        stories.c.status == Status.RETIRED.value,
        outbox.c.state != PostState.POSTING.value,
        outbox.c.channel.in_(bindparam("channels", expanding=True)),
    )
    .order_by(story_posts.c.outbox_id, story_posts.c.story_id)
)
_POSTS = OUTGOING.where(outbox.c.id.in_(bindparam("wanted", expanding=True))).order_by(outbox.c.id)
_MOST = 200  # replies at a time; the next round takes the rest


class SqlStoryPosts:
    """Replies by the stories that they show."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def outdated(self, channels: Sequence[str]) -> Sequence[StoryPost]:
        """Give replies on these channels with stories that were taken out, oldest first."""
        now = self._database.now()
        return await self._database.read(partial(_outdated, channels=channels, now=now))

    async def put_right(self, post: StoryPost, reply: Reply) -> None:
        """Keep a reply as it is now; once it was posted so, it is not outdated any more."""
        done = partial(_put_right, post=post, reply=reply, now=self._database.now())
        await self._database.write(done)


def _outdated(
    connection: Connection, channels: Sequence[str], now: datetime
) -> Sequence[StoryPost]:
    gone: dict[int, list[str]] = {}
    for row in connection.execute(_GONE, {"channels": list(channels)}):
        gone.setdefault(row.outbox_id, []).append(row.story_id)
    wanted = list(gone)[:_MOST]
    found: list[Outgoing] = readable_only(
        connection.execute(_POSTS, {"wanted": wanted}) if wanted else (),
        partial(outgoing_of, now=now),
    )
    return [StoryPost(outgoing, tuple(gone[outgoing.id])) for outgoing in found]


def _put_right(connection: Connection, post: StoryPost, reply: Reply, now: object) -> None:
    outgoing = post.outgoing
    kept = update(turns).where(turns.c.inbox_id == outgoing.inbox_id)
    connection.execute(kept.values(reply=encode(Reply, reply)))
    if outgoing.state is PostState.POSTED:
        done = update(story_posts).where(
            story_posts.c.outbox_id == outgoing.id, story_posts.c.story_id.in_(post.story_ids)
        )
        connection.execute(done.values(put_right_at=now))
