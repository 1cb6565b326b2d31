"""Posting: once, in order, and no reply holds up another."""

import asyncio

import pytest

from bot.domain.audience import Room
from bot.ports.turns import Outgoing, PostState
from bot.use_cases.deliver import Deliver
from tests.builders import NOW, make_reply


class FakeOutbox:
    def __init__(self, *outgoing):
        self.known = {o.id: o for o in outgoing}
        self.posted = {}

    async def waiting(self, channel):
        return [o for o in self.known.values() if o.id not in self.posted]

    async def get(self, outgoing_id):
        return self.known.get(outgoing_id)

    async def mark_posting(self, outgoing_id):
        pass

    async def mark_posted(self, outgoing_id, receipt):
        self.posted[outgoing_id] = receipt


class FakePoster:
    def __init__(self, *, broken=(), slow=0.0):
        self.posts, self._broken, self._slow = [], broken, slow

    async def post(self, outgoing):
        await asyncio.sleep(self._slow)
        if outgoing.id in self._broken:
            raise ConnectionError("the channel is down")
        self.posts.append(outgoing.id)
        return "ts"

    async def find(self, outgoing):
        return None


def reply_of(n, state=PostState.READY):
    return Outgoing(n, f"k{n}", n, Room("C1", "slack"), make_reply("Hello."), state, NOW)


async def test_a_reply_that_cannot_be_posted_does_not_hold_up_the_others():
    outbox, poster = FakeOutbox(reply_of(1), reply_of(2)), FakePoster(broken={1})
    assert await Deliver(outbox, {"slack": poster})() == 1
    assert outbox.posted == {2: "ts"}


async def test_a_slow_post_is_not_begun_a_second_time():
    outbox, poster = FakeOutbox(reply_of(1)), FakePoster(slow=0.02)
    deliver = Deliver(outbox, {"slack": poster})
    await asyncio.gather(deliver.one(1), deliver(), deliver.one(1))
    assert poster.posts == [1]


async def test_what_failed_is_tried_again():
    outbox, poster = FakeOutbox(reply_of(1)), FakePoster(broken={1})
    deliver = Deliver(outbox, {"slack": poster})
    with pytest.raises(ConnectionError):
        await deliver.one(1)
    poster._broken = ()
    assert await deliver() == 1
